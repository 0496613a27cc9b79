using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Gives a Service its node ports. Upstream: <c>initNodePorts</c>, <c>updateNodePorts</c> in <c>registry/core/service/storage/alloc.go</c>.</summary>
internal sealed class ServiceNodePorts(WriteContext context, string name, KubeObject? old)
{
    private readonly NodePortRange _range = new(context, name, old);

    public MapValue Allocate(MapValue spec)
    {
        if (ServiceUpdates.NeedsNodePort(spec))
        {
            spec = spec.With("ports", ListValue.From(old is null ? Created(spec) : Updated(spec, old.Spec)));
        }

        if (!ServiceUpdates.NeedsHealthCheckPort(spec) || (old is not null && ServiceUpdates.NeedsHealthCheckPort(old.Spec)))
        {
            return spec;
        }

        if (spec.Integer("healthCheckNodePort") is not { } wanted || wanted == 0)
        {
            return spec.With("healthCheckNodePort", _range.Next());
        }

        return _range.Take(wanted) is { } fault
            ? throw StatusDocument.InternalError($"failed to allocate requested HealthCheck NodePort {wanted}: {fault}").ToException()
            : spec;
    }

    // Ports of one number (and several protocols) share a node port.
    private List<Value> Created(MapValue spec)
    {
        var ports = spec.Maps("ports").ToArray();
        var shared = new Dictionary<long, long>();
        var result = new List<Value>(ports.Length);
        for (var i = 0; i < ports.Length; i++)
        {
            var (number, own) = (ports[i].Integer("port") ?? 0, NodePort(ports[i]));
            if (own == 0 && !ServiceUpdates.Allocates(spec))
            {
                result.Add(ports[i]);
                continue;
            }

            if (!shared.TryGetValue(number, out var nodePort))
            {
                var wanted = ports.Where(p => p.Integer("port") == number).Select(NodePort).FirstOrDefault(p => p != 0);
                nodePort = wanted == 0 ? _range.Next() : Taken(i, wanted);
                shared[number] = nodePort;
                own = nodePort;
            }
            else if (own != 0 && own != nodePort)
            {
                Taken(i, own);
            }

            result.Add(ports[i].With("nodePort", own == 0 ? nodePort : own));
        }

        return result;
    }

    private List<Value> Updated(MapValue spec, MapValue before)
    {
        var known = before.Maps("ports").Select(NodePort).ToHashSet();
        var given = new HashSet<(string Protocol, long NodePort)>();
        var result = new List<Value>();
        var index = -1;
        foreach (var port in spec.Maps("ports"))
        {
            index++;
            var (own, protocol) = (NodePort(port), port.StringOrEmpty("protocol"));
            if (own == 0 && !ServiceUpdates.Allocates(spec))
            {
                result.Add(port);
                continue;
            }

            if (own == 0)
            {
                own = _range.Next();
            }
            else if (known.Add(own))
            {
                Taken(index, own);
            }

            if (!given.Add((protocol, own)))
            {
                throw StatusDocument.Failure(500, "", $"duplicate nodePort: {{{protocol} {own}}}").ToException();
            }

            result.Add(port.With("nodePort", own));
        }

        return result;
    }

    private static long NodePort(MapValue port) => port.Integer("nodePort") ?? 0;

    private long Taken(int index, long port)
    {
        if (_range.Take(port) is not { } fault)
        {
            return port;
        }

        var errors = new FieldErrors();
        errors.Invalid(FieldPath.Of("spec", "ports").Index(index).Child("nodePort"), port, fault);
        throw StatusDocument.Invalid(new GroupKind("", "Service"), name, errors).ToException();
    }
}
