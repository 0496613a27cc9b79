using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>A DaemonSet's fields by name.</summary>
internal readonly record struct DaemonSetView(KubeObject Object)
{
    public long MinReadySeconds => Object.Spec.Integer("minReadySeconds") ?? 0;

    public MapValue Template => Object.Spec.Map("template") ?? MapValue.Empty;

    public bool IsRolling => Object.Spec.Map("updateStrategy")?.String("type") is null or "RollingUpdate";

    /// <summary>Whether a node may have an old and a new pod for a while.</summary>
    public bool AllowsSurge => MaxSurge(1) > 0;

    /// <summary>The generation that old clients noted; it counts like the hash.</summary>
    public string? TemplateGeneration => long.TryParse(Object.Metadata.Annotations.String("deprecated.daemonset.template.generation"), out var generation)
        ? generation.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : null;

    /// <summary>How many nodes may have a pod more.</summary>
    public int MaxSurge(int desired) => Scaled("maxSurge", desired);

    /// <summary>How many nodes may lack their pod; one where neither that nor a surge is allowed.</summary>
    public int MaxUnavailable(int desired) => Scaled("maxUnavailable", desired) is var most && most == 0 && MaxSurge(desired) == 0 && desired > 0 ? 1 : most;

    private int Scaled(string field, int desired) => IsRolling
        ? IntOrString.From(Object.Spec.Map("updateStrategy")?.Map("rollingUpdate")?[field])?.ScaleOrZero(desired, roundUp: true) ?? 0
        : 0;
}
