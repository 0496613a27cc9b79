using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The containers of a pod spec, of all sorts, in the order upstream visits them.</summary>
internal static class PodContainers
{
    private static readonly string[] Lists = ["initContainers", "containers", "ephemeralContainers"];

    /// <summary>All containers with their paths.</summary>
    public static IEnumerable<(MapValue Container, FieldPath Path)> Visit(MapValue spec, FieldPath path)
    {
        foreach (var list in Lists)
        {
            var index = 0;
            foreach (var container in spec.Maps(list))
            {
                yield return (container, path.Child(list).Index(index++));
            }
        }
    }

    /// <summary>All containers.</summary>
    public static IEnumerable<MapValue> All(MapValue spec) => Lists.SelectMany(list => spec.Maps(list));
}
