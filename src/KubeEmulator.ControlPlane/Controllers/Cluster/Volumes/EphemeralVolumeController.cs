using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>Makes the claims behind generic ephemeral volumes; they end with their pod. Upstream: <c>pkg/controller/volume/ephemeral/controller.go</c>.</summary>
internal sealed class EphemeralVolumeController : Controller
{
    public override string Name => "ephemeral-volume-controller";

    public override string ServiceAccount => Name;

    public override string EventSource => "ephemeral_volume";

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        Trigger.On("", "pods", change => change.Type == ChangeType.Added && HasEphemeral(change.Object)),
        Trigger.Mapped("", "persistentvolumeclaims", (_, change) => change.Type == ChangeType.Deleted && change.Object.Metadata.Controller is { Kind: "Pod" } pod
            ? [new ReconcileKey(change.Key.Namespace, pod.Name)]
            : []),
    ];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.Pods.At(key.Namespace, key.Name)) is not { Metadata.IsDeleting: false } pod)
        {
            return ReconcileResult.Done;
        }

        foreach (var volume in pod.Spec.Maps("volumes").Where(v => v.Map("ephemeral") is not null))
        {
            try
            {
                await EnsureAsync(context, pod, volume).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is ApiException or InvalidOperationException)
            {
                var name = volume.StringOrEmpty("name");
                await context.Events.WarningAsync(pod, "FailedBinding", $"ephemeral volume {name}: {fault.Message}").ConfigureAwait(false);
                throw;
            }
        }

        return ReconcileResult.Done;
    }

    private static async ValueTask EnsureAsync(ReconcileContext context, KubeObject pod, MapValue volume)
    {
        var name = $"{pod.Name}-{volume.StringOrEmpty("name")}";
        if (context.Snapshot.Get(ClusterResources.Claims.At(pod.Namespace, name)) is { } claim)
        {
            if (claim.Metadata.Controller?.Uid != pod.Metadata.Uid)
            {
                throw new InvalidOperationException($"PVC {pod.Namespace}/{name} was not created for pod {pod.Namespace}/{pod.Name} (pod is not owner)");
            }

            return;
        }

        var template = volume.Map("ephemeral")!.Map("volumeClaimTemplate") ?? MapValue.Empty;
        var metadata = new MapBuilder { { "name", name }, { "namespace", pod.Namespace } };
        metadata["labels"] = template.At("metadata", "labels");
        metadata["annotations"] = template.At("metadata", "annotations");
        metadata["ownerReferences"] = ListValue.Of(Rules.Owners.ControllerReference(pod, new GroupVersionKind("", "v1", "Pod")));
        await context.Client.CreateAsync(MapValue.Of(
            ("kind", "PersistentVolumeClaim"),
            ("apiVersion", "v1"),
            ("metadata", metadata.Build()),
            ("spec", template.Map("spec") ?? MapValue.Empty))).ConfigureAwait(false);
    }

    private static bool HasEphemeral(KubeObject pod) => pod.Spec.Maps("volumes").Any(v => v.Map("ephemeral") is not null);
}
