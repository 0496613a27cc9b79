using KubeEmulator.Values;
using static KubeEmulator.Admission.PodSecurity.CheckedPod;

namespace KubeEmulator.Admission.PodSecurity;

/// <summary>What both levels say of seccomp profiles; <c>policy/check_seccompProfile_baseline.go</c> and <c>_restricted.go</c>.</summary>
internal static class SeccompChecks
{
    private const string PodAnnotation = "seccomp.security.alpha.kubernetes.io/pod";
    private const string ContainerAnnotation = "container.seccomp.security.alpha.kubernetes.io/";

    /// <summary>Baseline: no profile that turns seccomp off. Before 1.19 profiles stood in annotations.</summary>
    public static Finding? Baseline(CheckedPod pod, int minor) => minor < 19 ? Annotations(pod) : ExplicitlyBad(pod);

    /// <summary>Restricted: a profile must be set.</summary>
    public static Finding? Restricted(CheckedPod pod, int minor)
    {
        if (minor >= 25 && pod.IsWindows)
        {
            return null;
        }

        if (ExplicitlyBad(pod) is { } finding)
        {
            return finding;
        }

        var without = pod.Context.Map("seccompProfile") is not null ? [] : pod.Where(c => ContextOf(c).Map("seccompProfile") is null);
        return without.Count == 0
            ? null
            : new Finding("seccompProfile", $"pod or {Named(without)} must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"");
    }

    private static Finding? ExplicitlyBad(CheckedPod pod)
    {
        static string? BadType(MapValue context) =>
            context.Map("seccompProfile")?.StringOrEmpty("type") is { } type && type is not ("Localhost" or "RuntimeDefault") ? type : null;

        var podType = BadType(pod.Context);
        var containers = pod.Where(c => BadType(ContextOf(c)) is not null);
        if (podType is null && containers.Count == 0)
        {
            return null;
        }

        var types = new SortedSet<string>(pod.Containers.Select(c => BadType(ContextOf(c))).Append(podType).OfType<string>(), StringComparer.Ordinal);
        return new Finding("seccompProfile", $"{Setters(podType is not null, containers)} must not set securityContext.seccompProfile.type to {Quoted(types)}");
    }

    private static Finding? Annotations(CheckedPod pod)
    {
        var forbidden = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var key in pod.Containers.Select(c => ContainerAnnotation + c.StringOrEmpty("name")).Prepend(PodAnnotation))
        {
            if (pod.Annotations.String(key) is { } value && value is not ("runtime/default" or "docker/default") && !value.StartsWith("localhost/", StringComparison.Ordinal))
            {
                forbidden.Add(Annotation(key, value));
            }
        }

        return forbidden.Count == 0 ? null : new Finding("seccompProfile", $"forbidden {Plural("annotation", forbidden.Count)} {string.Join(", ", forbidden)}");
    }
}
