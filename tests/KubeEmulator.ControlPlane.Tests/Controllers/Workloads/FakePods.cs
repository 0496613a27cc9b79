using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Workloads;

/// <summary>
/// Scheduler and kubelet in one: a pod gets a node and is ready at once, unless its annotation <c>test/stays</c> says
/// <c>pending</c> or <c>unready</c>; <c>test/exit</c> ends it with a code; a deleted one goes unless <c>test/lingers</c> is set.
/// </summary>
internal sealed class FakePods : Controller
{
    private static readonly GroupResource Pods = new("", "pods");

    public override string Name => "fake-pods";

    public override IEnumerable<Trigger> Triggers => [Trigger.On("", "pods", c => c.Type != ChangeType.Deleted)];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(new ObjectKey(Pods, key.Namespace, key.Name)) is not { } pod)
        {
            return ReconcileResult.Done;
        }

        var annotations = pod.Metadata.Annotations;
        if (pod.Metadata.IsDeleting)
        {
            if (!annotations.ContainsKey("test/lingers"))
            {
                await context.Client.DeleteAsync(Pods, key.Namespace, key.Name, new DeleteOptions { GracePeriodSeconds = 0 });
            }

            return ReconcileResult.Done;
        }

        var stays = annotations.StringOrEmpty("test/stays");
        if (stays == "pending")
        {
            return ReconcileResult.Done;
        }

        if (pod.Spec.StringOrEmpty("nodeName").Length == 0)
        {
            await context.Client.ActAsync(Pods, key.Namespace, key.Name, "binding", Binding(key.Name, NodeSelectors.PinnedNames(new PodView(pod))?.First() ?? "node-1"));
            return ReconcileResult.Done;
        }

        if (pod.Status.StringOrEmpty("phase") is not ("Succeeded" or "Failed"))
        {
            await context.Client.UpdateStatusAsync(pod, Status(pod, annotations.String("test/exit"), stays != "unready", context.Now));
        }

        return ReconcileResult.Done;
    }

    /// <summary>The status of a pod that runs, or that ended with a code.</summary>
    public static MapValue Status(KubeObject pod, string? exit, bool ready, DateTimeOffset now)
    {
        var old = pod.Status.Maps("conditions").FirstOrDefault(c => c.String("type") == "Ready");
        var value = ready && exit is null ? "True" : "False";
        var since = old?.String("status") == value ? old.StringOrEmpty("lastTransitionTime") : KubeTime.Format(now);
        var status = pod.Status
            .WithDefault("startTime", KubeTime.Format(now))
            .With("phase", exit switch { null => "Running", "0" => "Succeeded", _ => "Failed" })
            .With("conditions", ListValue.Of(MapValue.Of(("type", "Ready"), ("status", value), ("lastTransitionTime", since))));
        if (exit is null)
        {
            return status;
        }

        var ended = MapValue.Of(("exitCode", int.Parse(exit)), ("finishedAt", KubeTime.Format(now)), ("startedAt", KubeTime.Format(now)));
        var container = MapValue.Of(
            ("name", "c"), ("image", "i"), ("imageID", ""), ("ready", false), ("restartCount", 0), ("state", MapValue.Of(("terminated", ended))));
        return status.With("containerStatuses", ListValue.Of(container));
    }

    private static MapValue Binding(string name, string node) => MapValue.Of(
        ("apiVersion", "v1"),
        ("kind", "Binding"),
        ("metadata", MapValue.Of(("name", name))),
        ("target", MapValue.Of(("kind", "Node"), ("name", node))));
}
