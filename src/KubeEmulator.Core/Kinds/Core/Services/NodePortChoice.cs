using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Finds node ports that no other Service of the snapshot has. Upstream: <c>registry/core/service/portallocator</c>.</summary>
internal sealed class NodePortChoice
{
    private readonly WriteContext _context;
    private readonly string _name;
    private readonly HashSet<long> _used = [];
    private readonly HashSet<long> _own = [];

    public NodePortChoice(WriteContext context, string name, KubeObject? old)
    {
        (_context, _name) = (context, name);
        foreach (var service in context.Snapshot.List(new GroupResource("", "services")))
        {
            var set = old is not null && service.Namespace == old.Namespace && service.Name == old.Name ? _own : _used;
            foreach (var port in PortsOf(service))
            {
                set.Add(port);
            }
        }
    }

    private int First => _context.Services.Settings.NodePortFirst;

    private int Last => _context.Services.Settings.NodePortLast;

    /// <summary>The port with a node port: the one asked for where it is free, else one of the range. Protocols may share a number.</summary>
    public MapValue Assign(MapValue port, Dictionary<long, string> taken)
    {
        var (wanted, protocol) = (port.Integer("nodePort") ?? 0, port.StringOrEmpty("protocol"));
        if (wanted == 0)
        {
            var chosen = Next();
            taken[chosen] = protocol;
            return port.With("nodePort", chosen);
        }

        if (_used.Contains(wanted) && !taken.ContainsKey(wanted) && !_own.Contains(wanted))
        {
            throw Refused(wanted, "provided port is already allocated");
        }

        if (wanted < First || wanted > Last)
        {
            throw Refused(wanted, $"provided port is not in the valid range. The range of valid ports is {First}-{Last}");
        }

        taken.TryAdd(wanted, protocol);
        _used.Add(wanted);
        return port;
    }

    /// <summary>A free port.</summary>
    public long Next()
    {
        var size = Last - First + 1;
        var start = (long)(_context.Services.Random.Next("nodePort", _name) % (ulong)size);
        for (var step = 0; step < size; step++)
        {
            var port = First + ((start + step) % size);
            if (!_own.Contains(port) && _used.Add(port))
            {
                return port;
            }
        }

        throw StatusDocument.InternalError("failed to allocate a nodePort: range is full").ToException();
    }

    private static IEnumerable<long> PortsOf(KubeObject service)
    {
        foreach (var port in service.Spec.Maps("ports"))
        {
            if ((port.Integer("nodePort") ?? 0) is var number and not 0)
            {
                yield return number;
            }
        }

        if ((service.Spec.Integer("healthCheckNodePort") ?? 0) is var health and not 0)
        {
            yield return health;
        }
    }

    private ApiException Refused(long port, string why)
    {
        var errors = new FieldErrors();
        errors.Invalid(FieldPath.Of("spec", "ports").Index(0).Child("nodePort"), port, why);
        return StatusDocument.Invalid(new GroupKind("", "Service"), _name, errors).ToException();
    }
}
