using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Writes a Deployment's ReplicaSets and says so in Events about the Deployment.</summary>
internal sealed class ReplicaSetWriter(ReconcileContext context, KubeObject about)
{
    /// <summary>Creates a set.</summary>
    public async ValueTask<KubeObject> CreateAsync(MapValue document)
    {
        var created = await context.Client.CreateAsync(document).ConfigureAwait(false);
        if (new ReplicaSetView(created).Replicas is var replicas and > 0)
        {
            await context.Events.NormalAsync(about, "ScalingReplicaSet", $"Scaled up replica set {created.Name} from 0 to {replicas}").ConfigureAwait(false);
        }

        return created;
    }

    /// <summary>Gives a set a size and notes the Deployment's; answers the set.</summary>
    public async ValueTask<KubeObject> ScaleAsync(DeploymentView deployment, ReplicaSetScale scale)
    {
        var (set, size) = scale;
        var annotations = ReplicaSetAnnotations.WithSize(deployment, set.Object.Metadata.Annotations);
        if (set.Replicas == size && annotations.Equals(set.Object.Metadata.Annotations))
        {
            return set.Object;
        }

        var edited = set.Object.WithMetadata("annotations", annotations);
        edited = edited.With(edited.Root.WithAt(["spec", "replicas"], size));
        edited = await context.Client.UpdateAsync(edited).ConfigureAwait(false);
        if (set.Replicas != size)
        {
            var direction = set.Replicas < size ? "up" : "down";
            await context.Events.NormalAsync(about, "ScalingReplicaSet", $"Scaled {direction} replica set {set.Name} from {set.Replicas} to {size}").ConfigureAwait(false);
        }

        return edited;
    }

    /// <summary>Gives the newest set the Deployment's annotations and a revision that is at least <paramref name="revision"/>; answers the set.</summary>
    public async ValueTask<KubeObject> MarkNewestAsync(DeploymentView deployment, ReplicaSetView newest, long revision)
    {
        var annotations = ReplicaSetAnnotations.OfNewest(deployment, newest.Object.Metadata.Annotations, revision);
        var sameReadiness = (newest.Object.Spec.Integer("minReadySeconds") ?? 0) == deployment.MinReadySeconds;
        if (sameReadiness && annotations.Equals(newest.Object.Metadata.Annotations))
        {
            return newest.Object;
        }

        var edited = newest.Object.WithMetadata("annotations", annotations);
        edited = edited.With(edited.Root.WithAt(["spec", "minReadySeconds"], deployment.MinReadySeconds));
        return await context.Client.UpdateAsync(edited).ConfigureAwait(false);
    }
}
