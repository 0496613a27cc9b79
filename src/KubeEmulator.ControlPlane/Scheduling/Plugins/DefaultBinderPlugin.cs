using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>Binds pods by <c>pods/binding</c>; <c>plugins/defaultbinder</c>.</summary>
internal sealed class DefaultBinderPlugin : SchedulerPlugin
{
    public override string Name => "DefaultBinder";

    public override ExtensionPoints Points => ExtensionPoints.Bind;

    public override IReadOnlyList<EventInterest> Events => [];

    public override async ValueTask<PluginStatus> BindAsync(SchedulingCycle cycle, string nodeName)
    {
        var pod = cycle.Pod;
        try
        {
            await cycle.Client!.ActAsync(SchedulingResources.Pods, pod.Namespace, pod.Name, "binding", MapValue.Of(
                ("apiVersion", "v1"),
                ("kind", "Binding"),
                ("metadata", MapValue.Of(("name", pod.Name), ("namespace", pod.Namespace), ("uid", pod.Metadata.Uid))),
                ("target", MapValue.Of(("kind", "Node"), ("name", nodeName))))).ConfigureAwait(false);
            return PluginStatus.Success;
        }
        catch (ApiException refused)
        {
            return PluginStatus.Error(refused.Message);
        }
    }
}
