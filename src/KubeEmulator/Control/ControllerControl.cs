using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Control;

/// <summary>The controllers: how they stand; pause, step, resume.</summary>
internal static class ControllerControl
{
    public static IEnumerable<ControlEndpoint> Of(EmulatedCluster cluster) =>
    [
        new("GET", "controllers", "The controllers that run, with their queues and faults.", _ => ValueTask.FromResult<Value?>(
            MapValue.Of(("items", ListValue.From((cluster.Controllers?.States ?? []).Select(s => (Value)Describe(s))))))),
        new("POST", "controllers/{name}/pause", "Stops a controller after its current reconcile; keys gather meanwhile.", async call =>
        {
            await Host(cluster).PauseAsync(call.PathValues["name"]).ConfigureAwait(false);
            return null;
        }),
        new("POST", "controllers/{name}/resume", "Lets a paused controller go on.", async call =>
        {
            await Host(cluster).ResumeAsync(call.PathValues["name"]).ConfigureAwait(false);
            return null;
        }),
        new("POST", "controllers/{name}/step", "Makes a paused controller reconcile one key; says whether one waited.", async call =>
            MapValue.Of(("reconciled", await Host(cluster).StepAsync(call.PathValues["name"]).ConfigureAwait(false)))),
    ];

    private static ControllerHost Host(EmulatedCluster cluster) =>
        cluster.Controllers ?? throw new InvalidOperationException("No controllers run in this cluster: only its API was asked for.");

    private static MapValue Describe(ControllerState state)
    {
        var text = new MapBuilder
        {
            { "name", state.Name },
            { "paused", state.IsPaused },
            { "queued", state.Queued },
            { "reconciles", state.Reconciles },
            { "failures", state.Failures },
        };
        if (state.LastError is { } error)
        {
            text["lastError"] = error;
        }

        return text.Build();
    }
}
