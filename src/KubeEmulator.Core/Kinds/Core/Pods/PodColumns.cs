using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The table of pods (<c>printPod</c> of <c>pkg/printers/internalversion</c>).</summary>
internal sealed class PodColumns : TableColumns
{
    private static readonly ListValue Succeeded = Completed("Succeeded", "The pod has completed successfully.");
    private static readonly ListValue Failed = Completed("Failed", "The pod failed.");

    public override IReadOnlyList<Value> Cells(KubeObject stored, DateTimeOffset now)
    {
        var summary = PodSummary.Of(stored);
        var restarts = summary.Restarts != 0 && summary.LastRestart is { } last
            ? $"{summary.Restarts} ({HumanDuration.Since(last, now)} ago)"
            : summary.Restarts.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return
        [
            stored.Name,
            $"{summary.Ready}/{summary.Total}",
            summary.Reason,
            restarts,
            Kinds.Cells.Age(stored, now),
            OrNone(stored.Status.Maps("podIPs").FirstOrDefault()?.StringOrEmpty("ip")),
            OrNone(stored.Spec.String("nodeName")),
            OrNone(stored.Status.String("nominatedNodeName")),
            Gates(stored),
        ];
    }

    public override ListValue? Conditions(KubeObject stored) => stored.Status.StringOrEmpty("phase") switch
    {
        "Succeeded" => Succeeded,
        "Failed" => Failed,
        _ => null,
    };

    private static ListValue Completed(string reason, string message) =>
        ListValue.Of(MapValue.Of(("type", "Completed"), ("status", "True"), ("reason", reason), ("message", message)));

    private static string OrNone(string? text) => text is { Length: > 0 } ? text : "<none>";

    private static string Gates(KubeObject pod)
    {
        var gates = pod.Spec.Maps("readinessGates").Select(g => g.StringOrEmpty("conditionType")).ToArray();
        return gates.Length == 0 ? "<none>" : $"{gates.Count(g => PodConditions.IsTrue(pod.Status, g))}/{gates.Length}";
    }
}
