using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>
/// ControllerRevisions: the templates that StatefulSets and DaemonSets had, as patches that bring them back;
/// <c>pkg/controller/history/controller_history.go</c>.
/// </summary>
internal static class Revisions
{
    /// <summary>Oldest first: by number, then by creation, then by name.</summary>
    public static readonly Comparer<KubeObject> Order = Comparer<KubeObject>.Create((x, y) =>
    {
        var byNumber = Number(x).CompareTo(Number(y));
        var byTime = byNumber != 0 ? byNumber : string.CompareOrdinal(x.Metadata.CreationTimestamp, y.Metadata.CreationTimestamp);
        return byTime != 0 ? byTime : string.CompareOrdinal(x.Name, y.Name);
    });

    private const int LongestPrefix = 223;

    /// <summary>The revision's number.</summary>
    public static long Number(KubeObject revision) => revision.Root.Integer("revision") ?? 0;

    /// <summary>The patch that gives an owner its present template back.</summary>
    public static MapValue Data(KubeObject owner) =>
        MapValue.Of(("spec", MapValue.Of(("template", (owner.Spec.Map("template") ?? MapValue.Empty).With("$patch", "replace")))));

    /// <summary>The template that a revision brings back.</summary>
    public static MapValue Template(KubeObject revision) =>
        (revision.Root.At("data", "spec", "template") as MapValue ?? MapValue.Empty).Without("$patch");

    /// <summary>Whether a revision brings back the present template.</summary>
    public static bool IsOf(KubeObject revision, KubeObject owner) => revision.Root["data"] == Data(owner);

    /// <summary>The owner's revisions, oldest first; orphans of its selector are adopted.</summary>
    public static async ValueTask<List<KubeObject>> ClaimAsync(ReconcileContext context, KubeObject owner, GroupVersionKind kind)
    {
        var selector = LabelSelector.From(owner.Spec["selector"]);
        var claim = new OwnerClaim(context, owner, kind, r => selector.Matches(r.Metadata.Labels));
        var candidates = Dependents.Candidates(context.Snapshot, owner, WorkloadResources.Revisions, "ControllerRevision");
        var revisions = await claim.ClaimAsync(WorkloadResources.Revisions, candidates).ConfigureAwait(false);
        revisions.Sort(Order);
        return revisions;
    }

    /// <summary>A document for the present template.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="hash">What sets the name apart.</param>
    /// <param name="label">The label that holds the hash.</param>
    /// <param name="number">The number.</param>
    public static MapValue Document(KubeObject owner, GroupVersionKind kind, string hash, string label, long number)
    {
        var labels = (owner.Spec.Map("template")?.Map("metadata")?.Map("labels") ?? MapValue.Empty).With(label, hash);
        var metadata = new MapBuilder
        {
            { "name", $"{owner.Name[..Math.Min(owner.Name.Length, LongestPrefix)]}-{hash}" },
            { "namespace", owner.Namespace },
            { "labels", labels },
            { "ownerReferences", ListValue.Of(Owners.ControllerReference(owner, kind)) },
        };
        metadata["annotations"] = owner.Metadata.Annotations is { Count: > 0 } annotations ? annotations : null;
        return MapValue.Of(
            ("apiVersion", "apps/v1"),
            ("kind", "ControllerRevision"),
            ("metadata", metadata.Build()),
            ("data", Data(owner)),
            ("revision", number));
    }

    /// <summary>Gives a revision that is wanted again the highest number.</summary>
    public static ValueTask<KubeObject> RenumberAsync(ReconcileContext context, KubeObject revision, long number) =>
        Number(revision) == number ? ValueTask.FromResult(revision) : context.Client.UpdateAsync(revision.With(revision.Root.With("revision", number)));

    /// <summary>Deletes the oldest of the revisions that nothing uses, down to a limit; a negative limit keeps all.</summary>
    public static async ValueTask TruncateAsync(ReconcileContext context, IReadOnlyCollection<KubeObject> unused, long limit)
    {
        foreach (var revision in unused.Order(Order).Take(limit < 0 ? 0 : Math.Max(unused.Count - (int)limit, 0)).ToArray())
        {
            await context.Client.DeleteAsync(WorkloadResources.Revisions, revision.Namespace, revision.Name).ConfigureAwait(false);
        }
    }
}
