using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What the ports of a Service must be. Upstream: <c>validateServicePort</c> in <c>pkg/apis/core/validation/validation.go</c>.</summary>
internal static class ServicePortRules
{
    private static readonly string[] Protocols = ["SCTP", "TCP", "UDP"];

    public static void Check(MapValue spec, FieldPath path, FieldErrors errors)
    {
        var names = new HashSet<string>();
        var several = spec.List("ports") is { Count: > 1 };
        var index = 0;
        foreach (var port in spec.Maps("ports"))
        {
            CheckOne(port, several, names, path.Index(index++), errors);
        }

        CheckNodePorts(spec, path, errors);
        CheckDuplicates(spec, path, errors);
    }

    private static void CheckOne(MapValue port, bool nameRequired, HashSet<string> names, FieldPath path, FieldErrors errors)
    {
        var name = port.StringOrEmpty("name");
        if (nameRequired && name.Length == 0)
        {
            errors.Required(path.Child("name"));
        }
        else if (name.Length > 0)
        {
            errors.Label(path.Child("name"), name);
            if (!names.Add(name))
            {
                errors.Duplicate(path.Child("name"), name);
            }
        }

        errors.Faults(path.Child("port"), port.Integer("port") ?? 0, TextRules.CheckPort(port.Integer("port") ?? 0));
        if (port.StringOrEmpty("protocol") is var protocol && protocol.Length == 0)
        {
            errors.Required(path.Child("protocol"));
        }
        else
        {
            errors.OneOf(path.Child("protocol"), protocol, Protocols);
        }

        CheckTarget(port, path, errors);
    }

    private static void CheckTarget(MapValue port, FieldPath path, FieldErrors errors)
    {
        if (IntOrString.From(port["targetPort"]) is not { } target)
        {
            return;
        }

        if (target.Text is { } text)
        {
            errors.Faults(path.Child("targetPort"), text, TextRules.CheckPortName(text));
        }
        else
        {
            errors.Faults(path.Child("targetPort"), target.Number, TextRules.CheckPort(target.Number));
        }
    }

    private static void CheckNodePorts(MapValue spec, FieldPath path, FieldErrors errors)
    {
        var seen = new HashSet<(string, long)>();
        var allowed = spec.StringOrEmpty("type") is "NodePort" or "LoadBalancer";
        var index = 0;
        foreach (var port in spec.Maps("ports"))
        {
            var at = path.Index(index++).Child("nodePort");
            if ((port.Integer("nodePort") ?? 0) is not (var number and not 0))
            {
                continue;
            }

            if (!allowed)
            {
                errors.Forbidden(at, "may not be used when `type` is 'ClusterIP'");
            }
            else if (!seen.Add((port.StringOrEmpty("protocol"), number)))
            {
                errors.Duplicate(at, number);
            }
        }
    }

    private static void CheckDuplicates(MapValue spec, FieldPath path, FieldErrors errors)
    {
        var seen = new HashSet<(string, long)>();
        var index = 0;
        foreach (var port in spec.Maps("ports"))
        {
            var at = path.Index(index++);
            if (!seen.Add((port.StringOrEmpty("protocol"), port.Integer("port") ?? 0)))
            {
                errors.Duplicate(at, MapValue.Of(("protocol", port.StringOrEmpty("protocol")), ("port", port.Integer("port") ?? 0)));
            }
        }
    }
}
