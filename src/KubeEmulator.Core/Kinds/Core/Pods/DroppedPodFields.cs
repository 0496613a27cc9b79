using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Fields of gates that are off: dropped, unless the stored object has them already (<c>pkg/api/pod/util.go</c>).</summary>
internal static class DroppedPodFields
{
    private static readonly string[] Lists = ["initContainers", "containers", "ephemeralContainers"];

    /// <summary>The spec without what is not served; <paramref name="old"/> is null for a new object.</summary>
    public static MapValue Apply(MapValue spec, MapValue? old)
    {
        if (spec["schedulingGroup"] is not null && old?["schedulingGroup"] is null)
        {
            spec = spec.Without("schedulingGroup");
        }

        foreach (var projection in (ReadOnlySpan<string>)["clusterTrustBundle", "podCertificate"])
        {
            if (UsesProjection(spec, projection) && (old is null || !UsesProjection(old, projection)))
            {
                spec = spec.EditMaps("volumes", v => v.EditMap("projected", p => p.EditMaps("sources", s => s.Without(projection))));
            }
        }

        if (PodContainers.All(spec).Any(UsesStopSignal) && (old is null || !PodContainers.All(old).Any(UsesStopSignal)))
        {
            foreach (var list in Lists)
            {
                spec = spec.EditMaps(list, WithoutStopSignal);
            }
        }

        return spec;
    }

    private static bool UsesProjection(MapValue spec, string projection) =>
        spec.Maps("volumes").Any(v => v.Map("projected")?.Maps("sources").Any(s => s.ContainsKey(projection)) == true);

    private static bool UsesStopSignal(MapValue container) => container.Map("lifecycle")?.ContainsKey("stopSignal") == true;

    private static MapValue WithoutStopSignal(MapValue container)
    {
        if (!UsesStopSignal(container))
        {
            return container;
        }

        var lifecycle = container.Map("lifecycle")!.Without("stopSignal");
        return lifecycle.Count == 0 ? container.Without("lifecycle") : container.With("lifecycle", lifecycle);
    }
}
