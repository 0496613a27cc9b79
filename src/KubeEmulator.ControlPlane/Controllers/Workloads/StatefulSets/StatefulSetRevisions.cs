using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>The revision a StatefulSet comes from and the one it goes to; <c>pkg/controller/statefulset/stateful_set_control.go</c>.</summary>
/// <param name="Current">The revision it comes from.</param>
/// <param name="Update">The revision it goes to.</param>
/// <param name="All">All its revisions, the newest included.</param>
/// <param name="Collisions">How many names of revisions were taken.</param>
internal sealed record StatefulSetRevisions(KubeObject Current, KubeObject Update, IReadOnlyList<KubeObject> All, long Collisions)
{
    private const string HashLabel = "controller.kubernetes.io/hash";

    /// <summary>Finds them; a new template gets a revision, one that is back gets the highest number again.</summary>
    public static async ValueTask<StatefulSetRevisions> EnsureAsync(ReconcileContext context, KubeObject set)
    {
        var revisions = await Revisions.ClaimAsync(context, set, WorkloadKinds.StatefulSet).ConfigureAwait(false);
        var collisions = set.Status.Integer("collisionCount") ?? 0;
        var next = revisions.Count == 0 ? 1 : Revisions.Number(revisions[^1]) + 1;
        var known = revisions.FindLastIndex(r => Revisions.IsOf(r, set));
        KubeObject update;
        if (known < 0)
        {
            (update, collisions) = await CreateAsync(context, set, next, collisions).ConfigureAwait(false);
            revisions.Add(update);
        }
        else if (known < revisions.Count - 1)
        {
            update = revisions[known] = await Revisions.RenumberAsync(context, revisions[known], next).ConfigureAwait(false);
        }
        else
        {
            update = revisions[known];
        }

        var current = revisions.Find(r => r.Name == set.Status.String("currentRevision")) ?? update;
        return new StatefulSetRevisions(current, update, revisions, collisions);
    }

    private static async ValueTask<(KubeObject Created, long Collisions)> CreateAsync(ReconcileContext context, KubeObject set, long number, long collisions)
    {
        while (true)
        {
            var hash = TemplateHash.OfRevision(Revisions.Data(set), (int)collisions);
            var document = Revisions.Document(set, WorkloadKinds.StatefulSet, hash, HashLabel, number);
            try
            {
                return (await context.Client.CreateAsync(document).ConfigureAwait(false), collisions);
            }
            catch (ApiException taken) when (taken.Reason == StatusReason.AlreadyExists)
            {
                var existing = context.Refresh().Get(new ObjectKey(WorkloadResources.Revisions, set.Namespace, document.StringAt("metadata", "name") ?? ""));
                if (existing is not null && Revisions.IsOf(existing, set))
                {
                    return (existing, collisions);
                }

                collisions++;
            }
        }
    }
}
