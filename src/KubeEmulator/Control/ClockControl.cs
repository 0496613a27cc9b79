using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Control;

/// <summary>The cluster's time, and its rest.</summary>
internal static class ClockControl
{
    public static IEnumerable<ControlEndpoint> Of(EmulatedCluster cluster) =>
    [
        new("GET", "clock", "The cluster's time, and the next timer of a manual clock.", _ => ValueTask.FromResult<Value?>(Describe(cluster))),
        new("POST", "clock/advance", "Moves a manual clock forward by a duration ({\"by\": \"5m\"}); everything due meanwhile is done when it answers.", async call =>
        {
            var body = ControlInput.Map(call);
            ControlInput.Only(body, "by");
            await cluster.Clock.AdvanceAsync(ControlInput.Duration(body, "by"), call.Cancellation).ConfigureAwait(false);
            return Describe(cluster);
        })
        {
            Parameters = [new("by", "string", "How far: 90s, 5m, 24h.", IsRequired: true)],
        },
        new("POST", "quiet", "Answers when nothing is left to do before the next timer.", async call =>
        {
            await cluster.QuietAsync(call.Cancellation).ConfigureAwait(false);
            return Describe(cluster);
        }),
    ];

    private static MapValue Describe(EmulatedCluster cluster)
    {
        var answer = new MapBuilder { { "now", KubeTime.Format(cluster.Clock.GetUtcNow()) }, { "manual", cluster.Clock.IsManual } };
        if (cluster.Clock.NextTimer is { } next)
        {
            answer["nextTimer"] = KubeTime.Format(next);
        }

        return answer.Build();
    }
}
