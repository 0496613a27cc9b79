using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>The explanation over the emulator's control API.</summary>
internal sealed class ExplainEndpoint(Func<Scheduler?> scheduler) : IControlEndpoint
{
    public string Method => "GET";

    public string Path => "scheduler/explain/{namespace}/{name}";

    public string Summary => "Says for a pod what each scheduler plugin thinks of each node, with scores and, where it fits nowhere, what preemption would do.";

    public ValueTask<Value?> InvokeAsync(ControlCall call) => ValueTask.FromResult<Value?>(
        (scheduler() ?? throw StatusDocument.BadRequest("this cluster runs no scheduler").ToException())
        .Explain(call.PathValues["namespace"], call.PathValues["name"]).ToValue());
}
