using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Ports of containers and of probes.</summary>
internal static class PortRules
{
    public static void Ports(FieldErrors errors, FieldPath path, MapValue container)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var port in container.Maps("ports"))
        {
            var at = path.Index(index++);
            if (port.StringOrEmpty("name") is { Length: > 0 } name)
            {
                var faults = TextRules.CheckPortName(name);
                errors.Faults(at.Child("name"), name, faults);
                if (faults.Count == 0 && !names.Add(name))
                {
                    errors.Duplicate(at.Child("name"), name);
                }
            }

            Number(errors, at.Child("containerPort"), port.Integer("containerPort") ?? 0, required: true);
            Number(errors, at.Child("hostPort"), port.Integer("hostPort") ?? 0, required: false);
            if (errors.Present(at.Child("protocol"), port.StringOrEmpty("protocol")))
            {
                errors.OneOf(at.Child("protocol"), port.StringOrEmpty("protocol"), "SCTP", "TCP", "UDP");
            }
        }
    }

    /// <summary>No two containers of the list may want the same port of the node.</summary>
    public static void UniqueHostPorts(FieldErrors errors, FieldPath path, IReadOnlyList<MapValue> containers)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var c = 0; c < containers.Count; c++)
        {
            var index = -1;
            foreach (var port in containers[c].Maps("ports"))
            {
                index++;
                var key = $"{port.StringOrEmpty("protocol")}/{port.StringOrEmpty("hostIP")}/{port.Integer("hostPort")}";
                if (port.Integer("hostPort") is not (null or 0) && !taken.Add(key))
                {
                    errors.Duplicate(path.Index(c).Child("ports").Index(index).Child("hostPort"), key);
                }
            }
        }
    }

    /// <summary>A port by number or name.</summary>
    public static void NumberOrName(FieldErrors errors, FieldPath path, Value? value)
    {
        var port = IntOrString.From(value) ?? new IntOrString(0, null);
        if (port.Text is { } name)
        {
            errors.Faults(path, name, TextRules.CheckPortName(name));
        }
        else
        {
            errors.Faults(path, port.Number, TextRules.CheckPort(port.Number));
        }
    }

    /// <summary>In the node's network a container's port is the node's.</summary>
    public static void HostNetwork(FieldErrors errors, FieldPath path, MapValue spec, bool isPod)
    {
        var container = 0;
        foreach (var c in spec.Maps("containers"))
        {
            var at = path.Child("containers").Index(container++).Child("ports");
            var index = 0;
            foreach (var port in c.Maps("ports"))
            {
                var hostPort = port.Integer("hostPort") ?? 0;
                if ((isPod || hostPort != 0) && hostPort != (port.Integer("containerPort") ?? 0))
                {
                    errors.Invalid(at.Index(index).Child("hostPort"), hostPort, "must match `containerPort` when `hostNetwork` is true");
                }

                index++;
            }
        }
    }

    private static void Number(FieldErrors errors, FieldPath path, long port, bool required)
    {
        if (port != 0)
        {
            errors.Faults(path, port, TextRules.CheckPort(port));
        }
        else if (required)
        {
            errors.Required(path);
        }
    }
}
