using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What the ports of a Service must be. Upstream: <c>validateServicePort</c> in <c>pkg/apis/core/validation/validation.go</c>.</summary>
internal static class ServicePortRules
{
    /// <summary>Each port by itself, and their names.</summary>
    public static void Check(FieldErrors errors, MapValue spec, FieldPath path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var several = spec.List("ports") is { Count: > 1 };
        var index = 0;
        foreach (var port in spec.Maps("ports"))
        {
            CheckOne(errors, path.Index(index++), port, several, names);
        }
    }

    /// <summary>Node ports, then ports that are there twice.</summary>
    public static void CheckNodePorts(FieldErrors errors, MapValue spec, FieldPath path)
    {
        var ports = spec.Maps("ports").ToArray();
        for (var i = 0; i < ports.Length && spec.StringOrEmpty("type") == "ClusterIP"; i++)
        {
            if (NodePort(ports[i]) != 0)
            {
                errors.Forbidden(path.Index(i).Child("nodePort"), "may not be used when `type` is 'ClusterIP'");
            }
        }

        var seen = new HashSet<(string, long)>();
        for (var i = 0; i < ports.Length; i++)
        {
            if (NodePort(ports[i]) is var number and not 0 && !seen.Add((ports[i].StringOrEmpty("protocol"), number)))
            {
                errors.Duplicate(path.Index(i).Child("nodePort"), number);
            }
        }

        seen.Clear();
        for (var i = 0; i < ports.Length; i++)
        {
            var (protocol, number) = (ports[i].StringOrEmpty("protocol"), ports[i].Integer("port") ?? 0);
            if (!seen.Add((protocol, number)))
            {
                errors.Duplicate(path.Index(i), Key(protocol, number));
            }
        }
    }

    private static long NodePort(MapValue port) => port.Integer("nodePort") ?? 0;

    // Upstream shows a port of its own making that has only these two set.
    private static MapValue Key(string protocol, long port) => MapValue.Of(
        ("Name", ""), ("Protocol", protocol), ("AppProtocol", Value.Null), ("Port", port), ("TargetPort", 0), ("NodePort", 0));

    private static void CheckOne(FieldErrors errors, FieldPath path, MapValue port, bool nameRequired, HashSet<string> names)
    {
        var (name, number) = (port.StringOrEmpty("name"), port.Integer("port") ?? 0);
        if (name.Length > 0)
        {
            errors.Label(path.Child("name"), name);
            if (!names.Add(name))
            {
                errors.Duplicate(path.Child("name"), name);
            }
        }
        else if (nameRequired)
        {
            errors.Required(path.Child("name"));
        }

        errors.Faults(path.Child("port"), number, TextRules.CheckPort(number));
        if (errors.Present(path.Child("protocol"), port.StringOrEmpty("protocol")))
        {
            errors.OneOf(path.Child("protocol"), port.StringOrEmpty("protocol"), "SCTP", "TCP", "UDP");
        }

        Target(errors, path.Child("targetPort"), port);
        if (port.String("appProtocol") is { } application)
        {
            errors.Faults(path.Child("appProtocol"), application, NameRules.CheckQualifiedName(application));
        }
    }

    private static void Target(FieldErrors errors, FieldPath path, MapValue port)
    {
        if (IntOrString.From(port["targetPort"]) is { Text: { } text })
        {
            errors.Faults(path, text, TextRules.CheckPortName(text));
        }
        else
        {
            var number = IntOrString.From(port["targetPort"])?.Number ?? 0;
            errors.Faults(path, number, TextRules.CheckPort(number));
        }
    }
}
