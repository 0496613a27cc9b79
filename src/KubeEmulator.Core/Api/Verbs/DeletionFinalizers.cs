using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>Which finalizers a deletion adds or removes for the garbage collector. Upstream: <c>deletionFinalizersForGarbageCollection</c>.</summary>
internal static class DeletionFinalizers
{
    public const string Orphan = "orphan";
    public const string Foreground = "foregroundDeletion";

    public static IReadOnlyList<string> After(ResourceType type, KubeObject stored, DeleteOptions options)
    {
        var current = stored.Metadata.Finalizers.ToList();
        if (!type.Verbs.Contains("delete") || type.Behavior.DefaultPropagation(type) == "Unsupported")
        {
            return current;
        }

        var wanted = current.Where(f => f is not (Orphan or Foreground)).ToList();
        if (ShouldOrphan(type, current, options))
        {
            wanted.Add(Orphan);
        }

        if (ShouldDeleteInForeground(current, options))
        {
            wanted.Add(Foreground);
        }

        return wanted.ToHashSet().SetEquals(current) ? current : wanted;
    }

    private static bool ShouldOrphan(ResourceType type, List<string> finalizers, DeleteOptions options) =>
        options.OrphanDependents
        ?? options.PropagationPolicy switch
        {
            "Orphan" => true,
            "Background" or "Foreground" => false,
            _ => finalizers.FirstOrDefault(f => f is Orphan or Foreground) is { } first
                ? first == Orphan
                : type.Behavior.DefaultPropagation(type) == "Orphan",
        };

    private static bool ShouldDeleteInForeground(List<string> finalizers, DeleteOptions options)
    {
        if (options.OrphanDependents is not null)
        {
            return false;
        }

        return options.PropagationPolicy switch
        {
            "Foreground" => true,
            "Background" or "Orphan" => false,
            _ => finalizers.FirstOrDefault(f => f is Orphan or Foreground) == Foreground,
        };
    }
}
