using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Triggers that several workload controllers share.</summary>
internal static class WorkloadTriggers
{
    /// <summary>Objects that nobody controls wake every owner whose selector matches them, when they appear, lose their owner or are relabelled.</summary>
    /// <param name="orphans">The resource of the orphans.</param>
    /// <param name="owners">The resource of those who may adopt them.</param>
    /// <param name="matches">Whether an owner would adopt an orphan.</param>
    public static Trigger OnOrphan(GroupResource orphans, GroupResource owners, Func<KubeObject, KubeObject, bool> matches) =>
        new(orphans, (context, change) => IsNews(change) ? Adopters(context.Snapshot, owners, change.Object, matches) : []);

    private static bool IsNews(Change change) =>
        change.Type != ChangeType.Deleted
        && change.Object.Metadata.Controller is null
        && !change.Object.Metadata.IsDeleting
        && (change.Previous is not { } previous || previous.Metadata.Controller is not null || !previous.Metadata.Labels.Equals(change.Object.Metadata.Labels));

    // At once and not one by one: half a dozen controllers ask about each pod, and mostly there is nobody.
    private static IReadOnlyList<ReconcileKey> Adopters(Snapshot snapshot, GroupResource owners, KubeObject orphan, Func<KubeObject, KubeObject, bool> matches)
    {
        List<ReconcileKey>? adopters = null;
        foreach (var owner in snapshot.List(owners, orphan.Namespace))
        {
            if (matches(owner, orphan))
            {
                (adopters ??= []).Add(ReconcileKey.Of(owner));
            }
        }

        return adopters ?? (IReadOnlyList<ReconcileKey>)[];
    }
}
