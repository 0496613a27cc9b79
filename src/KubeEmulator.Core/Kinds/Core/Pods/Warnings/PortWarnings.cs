using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Ports that are defined twice or almost.</summary>
internal static class PortWarnings
{
    public static void Check(FieldPath path, MapValue spec, Action<string> warn)
    {
        var all = new Dictionary<string, List<(FieldPath Path, MapValue Port)>>(StringComparer.Ordinal);
        foreach (var (port, at) in Ports(path, spec))
        {
            if (port.StringOrEmpty("hostIP").Length > 0 && (port.Integer("hostPort") ?? 0) == 0)
            {
                warn($"{at}: hostIP set without hostPort: {GoStruct(port)}");
            }

            var key = $"{port.Integer("containerPort")}/{port.StringOrEmpty("protocol")}";
            if (!all.TryGetValue(key, out var others))
            {
                all[key] = others = [];
            }

            foreach (var (otherPath, other) in others)
            {
                if (Relation(port, other) is { } relation)
                {
                    warn($"{at}: {relation} port definition with {otherPath}");
                }
            }

            others.Add((at, port));
        }

        Names(path, spec, warn);
    }

    private static string? Relation(MapValue port, MapValue other)
    {
        var (ip, otherIp) = (port.StringOrEmpty("hostIP"), other.StringOrEmpty("hostIP"));
        var (host, otherHost) = (port.Integer("hostPort") ?? 0, other.Integer("hostPort") ?? 0);
        return ip == otherIp && host == otherHost ? "duplicate"
            : host == 0 || otherHost == 0 ? "overlapping"
            : host == otherHost && ip.Length == 0 != (otherIp.Length == 0) ? "dangerously ambiguous"
            : null;
    }

    private static void Names(FieldPath path, MapValue spec, Action<string> warn)
    {
        var names = new Dictionary<string, FieldPath>(StringComparer.Ordinal);
        foreach (var (port, at) in Ports(path, spec))
        {
            var name = port.StringOrEmpty("name");
            if (name.Length > 0 && !names.TryAdd(name, at))
            {
                warn($"{at}: duplicate port name {GoText.Quote(name)} with {names[name]}, services and probes that select ports by name will use {names[name]}");
            }
        }
    }

    private static IEnumerable<(MapValue Port, FieldPath Path)> Ports(FieldPath path, MapValue spec)
    {
        foreach (var (container, at) in PodContainers.Visit(spec, path))
        {
            var index = 0;
            foreach (var port in container.Maps("ports"))
            {
                yield return (port, at.Child("ports").Index(index++));
            }
        }
    }

    // Go's %+v.
    private static string GoStruct(MapValue port) =>
        $"{{Name:{port.StringOrEmpty("name")} HostPort:{port.Integer("hostPort") ?? 0} ContainerPort:{port.Integer("containerPort") ?? 0} Protocol:{port.StringOrEmpty("protocol")} HostIP:{port.StringOrEmpty("hostIP")}}}";
}
