using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// The defaults of a pod spec that pods and templates share (core <c>SetDefaults_PodSpec</c> and below).
/// Returns the same map when nothing is missing, which is the usual case for stored objects.
/// </summary>
internal static class PodSpecDefaults
{
    private static readonly Value ThirtySeconds = 30;

    public static MapValue Apply(MapValue spec)
    {
        spec = WithDefaultText(spec, "restartPolicy", "Always");
        spec = spec.WithDefault("terminationGracePeriodSeconds", ThirtySeconds);
        spec = WithDefaultText(spec, "dnsPolicy", "ClusterFirst");
        spec = WithAccount(spec);
        spec = spec.WithDefault("securityContext", MapValue.Empty);
        spec = WithDefaultText(spec, "schedulerName", "default-scheduler");
        spec = spec.EditMaps("volumes", VolumeDefaults.Apply);
        spec = spec.EditMaps("initContainers", ContainerDefaults.Apply);
        spec = spec.EditMaps("containers", ContainerDefaults.Apply);
        spec = spec.EditMaps("ephemeralContainers", ContainerDefaults.Apply);
        spec = spec.EditMap("resources", ContainerDefaults.RoundAmounts);
        return spec.Map("overhead") is { } overhead ? spec.With("overhead", ContainerDefaults.Rounded(overhead)) : spec;
    }

    /// <summary>The defaults of a template: those of its spec.</summary>
    public static MapValue Template(MapValue template) =>
        template.Map("spec") is { } spec ? template.With("spec", Apply(spec)) : template.With("spec", Apply(MapValue.Empty));

    /// <summary>A text that is set where absent or empty.</summary>
    public static MapValue WithDefaultText(MapValue map, string member, string text) =>
        map.StringOrEmpty(member).Length == 0 ? map.With(member, text) : map;

    /// <summary>A number that is set where absent or zero.</summary>
    public static MapValue WithDefaultNumber(MapValue map, string member, long number) =>
        map.Integer(member) is null or 0 ? map.With(member, number) : map;

    // The old name of the field follows the new one, or gives it where only the old one is set (core v1 conversion.go).
    private static MapValue WithAccount(MapValue spec)
    {
        var name = spec.StringOrEmpty("serviceAccountName") is { Length: > 0 } given ? given : spec.StringOrEmpty("serviceAccount");
        if (name.Length == 0)
        {
            return spec.Without("serviceAccountName").Without("serviceAccount");
        }

        spec = spec.StringOrEmpty("serviceAccountName") == name ? spec : spec.With("serviceAccountName", name);
        return spec.StringOrEmpty("serviceAccount") == name ? spec : spec.With("serviceAccount", name);
    }
}
