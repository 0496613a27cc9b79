using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>One container as the pod's spec describes it, with what the kubelet asks about again and again read once.</summary>
internal sealed class PodContainer
{
    public PodContainer(MapValue spec, ContainerRole role)
    {
        (Spec, Role) = (spec, role);
        Name = spec.StringOrEmpty("name");
        Image = spec.StringOrEmpty("image");
        RestartPolicy = spec.String("restartPolicy");
        Startup = ProbeSpec.From(spec.Map("startupProbe"));
        Liveness = ProbeSpec.From(spec.Map("livenessProbe"));
        Readiness = ProbeSpec.From(spec.Map("readinessProbe"));
    }

    public MapValue Spec { get; }

    public ContainerRole Role { get; }

    public string Name { get; }

    public string Image { get; }

    /// <summary>The container's own restart policy; null where the pod's holds.</summary>
    public string? RestartPolicy { get; }

    public ProbeSpec? Startup { get; }

    public ProbeSpec? Liveness { get; }

    public ProbeSpec? Readiness { get; }

    public bool IsInit => Role is ContainerRole.Init or ContainerRole.Sidecar;

    /// <summary>The part of the pod that Events about the container name.</summary>
    public string FieldPath => Role switch
    {
        ContainerRole.Main => $"spec.containers{{{Name}}}",
        ContainerRole.Ephemeral => $"spec.ephemeralContainers{{{Name}}}",
        _ => $"spec.initContainers{{{Name}}}",
    };

    public ContainerView View => new(Spec);

    /// <summary>Whom the container's first process runs as, as the status shows it; settled when it starts.</summary>
    public MapValue User { get; init; } = MapValue.Empty;

    public ProbeSpec? Probe(ProbeKind kind) => kind switch
    {
        ProbeKind.Startup => Startup,
        ProbeKind.Liveness => Liveness,
        _ => Readiness,
    };
}
