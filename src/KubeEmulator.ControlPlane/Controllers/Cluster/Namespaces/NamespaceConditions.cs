using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>The conditions that say how far the deletion of a namespace is; <c>pkg/controller/namespace/deletion/status_condition_utils.go</c>.</summary>
internal static class NamespaceConditions
{
    /// <summary>Whether content remains.</summary>
    public const string ContentRemaining = "NamespaceContentRemaining";

    /// <summary>Whether deleting went wrong.</summary>
    public const string ContentFailure = "NamespaceDeletionContentFailure";

    private const string FinalizersRemaining = "NamespaceFinalizersRemaining";

    private static readonly (string Type, string Reason, string Message)[] Fine =
    [
        ("NamespaceDeletionDiscoveryFailure", "ResourcesDiscovered", "All resources successfully discovered"),
        ("NamespaceDeletionGroupVersionParsingFailure", "ParsedGroupVersions", "All legacy kube types successfully parsed"),
        (ContentFailure, "ContentDeleted", "All content successfully deleted, may be waiting on finalization"),
        (ContentRemaining, "ContentRemoved", "All content successfully removed"),
        (FinalizersRemaining, "ContentHasNoFinalizers", "All content-preserving finalizers finished"),
    ];

    /// <summary>
    /// The status with its conditions as a round of deleting left them. While only pods were deleted the totals are not told:
    /// the rest has not been looked at.
    /// </summary>
    public static MapValue Update(MapValue status, NamespaceContent content, bool podsOnly, DateTimeOffset now)
    {
        foreach (var (type, reason, message) in Fine)
        {
            var condition = Trouble(type, content, podsOnly) ?? MapValue.Of(("type", type), ("status", "False"), ("reason", reason), ("message", message));
            status = Conditions.Set(status, condition, now);
        }

        return status;
    }

    private static MapValue? Trouble(string type, NamespaceContent content, bool podsOnly) => type switch
    {
        ContentFailure when content.Faults.Count > 0 => Condition(
            type,
            "ContentDeletionFailed",
            $"Failed to delete all resource types, {content.Faults.Count} remaining: {string.Join(", ", content.Faults.Order(StringComparer.Ordinal))}"),
        ContentRemaining when content.Remaining.Count > 0 && !podsOnly => Condition(
            type,
            "SomeResourcesRemain",
            $"Some resources are remaining: {string.Join(", ", content.Remaining.Select(r => $"{r.Key} has {r.Value} resource instances"))}"),
        FinalizersRemaining when content.Finalizers.Count > 0 && !podsOnly => Condition(
            type,
            "SomeFinalizersRemain",
            $"Some content in the namespace has finalizers remaining: {string.Join(", ", content.Finalizers.Select(f => $"{f.Key} in {f.Value} resource instances"))}"),
        _ => null,
    };

    private static MapValue Condition(string type, string reason, string message) =>
        MapValue.Of(("type", type), ("status", "True"), ("reason", reason), ("message", message));
}
