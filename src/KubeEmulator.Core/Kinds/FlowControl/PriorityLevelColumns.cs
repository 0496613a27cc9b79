using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Rows of PriorityLevelConfigurations. Upstream: <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal static class PriorityLevelColumns
{
    public static readonly TableColumns Instance = Rows.Aged(o =>
    [
        o.Spec.StringOrEmpty("type"),
        o.Spec.At("limited", "nominalConcurrencyShares") ?? "<none>",
        Queuing(o, "queues"),
        Queuing(o, "handSize"),
        Queuing(o, "queueLengthLimit"),
    ]);

    private static Value Queuing(KubeObject o, string member) => o.Spec.At("limited", "limitResponse", "queuing", member) ?? "<none>";
}
