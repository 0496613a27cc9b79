using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// The node ports as one write sees them: those of the snapshot's Services are taken. They are collected only when a port is asked
/// for. Upstream: <c>registry/core/service/portallocator</c>.
/// </summary>
internal sealed class NodePortRange(WriteContext context, string name, KubeObject? old)
{
    private const long DryRunPort = 32769;
    private readonly List<long> _given = [];
    private HashSet<long>? _used;

    private int First => context.Services.Settings.NodePortFirst;

    private int Last => context.Services.Settings.NodePortLast;

    private HashSet<long> Used => _used ??= [.. context.Snapshot.List(new GroupResource("", "services")).SelectMany(PortsOf), .. old is null ? [] : PortsOf(old)];

    /// <summary>Takes the port; returns what speaks against it. Dry runs do not look at the range.</summary>
    public string? Take(long port)
    {
        if (!context.DryRun && (port < First || port > Last))
        {
            return $"provided port is not in the valid range. The range of valid ports is {First}-{Last}";
        }

        if (!Used.Add(port))
        {
            return "provided port is already allocated";
        }

        _given.Add(port);
        return null;
    }

    /// <summary>Takes a free port; dry runs only make one up.</summary>
    public long Next()
    {
        if (context.DryRun)
        {
            var made = _given.Count == 0 ? DryRunPort : _given.Max() + 1;
            _given.Add(made);
            return made;
        }

        var size = Last - First + 1;
        var start = (long)(context.Services.Random.Next("nodePort", name) % (ulong)size);
        for (var step = 0; step < size; step++)
        {
            var port = First + ((start + step) % size);
            if (Used.Add(port))
            {
                _given.Add(port);
                return port;
            }
        }

        throw StatusDocument.InternalError("failed to allocate a nodePort: range is full").ToException();
    }

    private static IEnumerable<long> PortsOf(KubeObject service)
    {
        foreach (var port in service.Spec.Maps("ports"))
        {
            if (port.Integer("nodePort") is { } number and not 0)
            {
                yield return number;
            }
        }

        if (service.Spec.Integer("healthCheckNodePort") is { } health and not 0)
        {
            yield return health;
        }
    }
}
