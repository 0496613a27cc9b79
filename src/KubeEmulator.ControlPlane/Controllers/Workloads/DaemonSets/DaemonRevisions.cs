using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>The revision of a DaemonSet's present template and those before; <c>pkg/controller/daemon/update.go</c> constructHistory.</summary>
/// <param name="Current">The present one.</param>
/// <param name="Old">The others.</param>
internal sealed record DaemonRevisions(KubeObject Current, IReadOnlyList<KubeObject> Old)
{
    /// <summary>What marks pods of the present template.</summary>
    public string Hash => HashOf(Current);

    /// <summary>Finds them and makes what is missing; null where a name was taken and the status has been told to take another.</summary>
    public static async ValueTask<DaemonRevisions?> EnsureAsync(ReconcileContext context, KubeObject set)
    {
        var all = await Revisions.ClaimAsync(context, set, WorkloadKinds.DaemonSet).ConfigureAwait(false);
        var present = all.Where(r => Revisions.IsOf(r, set)).ToList();
        var old = all.Except(present).ToList();
        var number = old.Select(Revisions.Number).DefaultIfEmpty().Max() + 1;
        if (present.Count == 0)
        {
            return await CreateAsync(context, set, number).ConfigureAwait(false) is { } created ? new DaemonRevisions(created, old) : null;
        }

        var current = present[^1];
        if (present.Count > 1)
        {
            await MergeAsync(context, set, current, present).ConfigureAwait(false);
        }

        current = Revisions.Number(current) < number ? await Revisions.RenumberAsync(context, current, number).ConfigureAwait(false) : current;
        return new DaemonRevisions(current, old);
    }

    /// <summary>Deletes old revisions beyond the limit that no pod is of.</summary>
    public ValueTask TruncateAsync(ReconcileContext context, KubeObject set, IEnumerable<PodView> pods)
    {
        var live = pods.Select(p => p.Labels.StringOrEmpty(WellKnownLabels.ControllerRevisionHash)).ToHashSet(StringComparer.Ordinal);
        var excess = Old.Count - (set.Spec.Integer("revisionHistoryLimit") ?? 10);
        var unused = Old.Where(r => !live.Contains(HashOf(r))).ToList();
        return excess <= 0 ? ValueTask.CompletedTask : Revisions.TruncateAsync(context, unused, Math.Max(unused.Count - excess, 0));
    }

    private static string HashOf(KubeObject revision) => revision.Metadata.Labels.StringOrEmpty(WellKnownLabels.ControllerRevisionHash);

    private static async ValueTask<KubeObject?> CreateAsync(ReconcileContext context, KubeObject set, long number)
    {
        var hash = PodTemplates.Hash(set.Spec.Map("template") ?? MapValue.Empty, set.Status.Integer("collisionCount"));
        var document = Revisions.Document(set, WorkloadKinds.DaemonSet, hash, WellKnownLabels.ControllerRevisionHash, number);
        try
        {
            return await context.Client.CreateAsync(document).ConfigureAwait(false);
        }
        catch (ApiException taken) when (taken.Reason == StatusReason.AlreadyExists)
        {
            var collisions = set.Status.Integer("collisionCount") ?? 0;
            await context.Client.UpdateStatusAsync(set, set.Status.With("collisionCount", collisions + 1)).ConfigureAwait(false);
            return null;
        }
    }

    // Of several revisions of one template the newest stays, and pods of the others become pods of it.
    private static async ValueTask MergeAsync(ReconcileContext context, KubeObject set, KubeObject current, List<KubeObject> present)
    {
        var label = MapValue.Of(("metadata", MapValue.Of(("labels", MapValue.Of((WellKnownLabels.ControllerRevisionHash, HashOf(current)))))));
        foreach (var pod in Dependents.Pods(context.Snapshot, set).Where(p => p.Labels.StringOrEmpty(WellKnownLabels.ControllerRevisionHash) != HashOf(current)).ToArray())
        {
            if (present.Exists(r => HashOf(r) == pod.Labels.StringOrEmpty(WellKnownLabels.ControllerRevisionHash)))
            {
                await context.Client.PatchAsync(WorkloadResources.Pods, pod.Namespace, pod.Name, "", PatchType.Merge, label).ConfigureAwait(false);
            }
        }

        foreach (var duplicate in present.Where(r => r.Name != current.Name))
        {
            await context.Client.DeleteAsync(WorkloadResources.Revisions, duplicate.Namespace, duplicate.Name).ConfigureAwait(false);
        }
    }
}
