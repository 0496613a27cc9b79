using System.Globalization;
using KubeEmulator.Nodes;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Templates.Functions;

/// <summary>KWOK's own functions that need no cluster; kwok's <c>pkg/utils/gotpl/funcs.go</c>. The time is the cluster's.</summary>
internal static class KwokFunctions
{
    private static readonly ListValue NodeConditions = ListValue.From(new (string Type, string Status, string Reason, string Message)[]
    {
        ("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
        ("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
        ("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
        ("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
        ("NetworkUnavailable", "False", "RouteCreated", "RouteController created a route"),
    }.Select(c => MapValue.Of(("type", c.Type), ("status", c.Status), ("lastHeartbeatTime", Value.Null), ("lastTransitionTime", Value.Null), ("reason", c.Reason), ("message", c.Message))));

    public static IReadOnlyDictionary<string, Func<IReadOnlyList<Value>, Value>> At(Func<DateTimeOffset> now, DateTimeOffset start) => new Dictionary<string, Func<IReadOnlyList<Value>, Value>>(StringComparer.Ordinal)
    {
        ["Quote"] = a => a.At(0) is StringValue text ? text.ToString() : GoText.Quote(a.At(0).ToString()),
        ["Now"] = _ => Time(now()),
        ["StartTime"] = _ => Time(start),
        ["YAML"] = a => Yaml(a.At(0), a.Count > 1 ? a.Count(1) : 0),
        ["Version"] = _ => NodeDocument.Version,
        ["NodeConditions"] = _ => NodeConditions,
    };

    // RFC 3339 with as many digits as there are, as Go's RFC3339Nano.
    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string Yaml(Value value, int indent)
    {
        var text = YamlText.Write(value);
        return indent is > 0 and < 100 ? ("\n" + text).Replace("\n", "\n" + new string(' ', indent * 2), StringComparison.Ordinal) : text;
    }
}
