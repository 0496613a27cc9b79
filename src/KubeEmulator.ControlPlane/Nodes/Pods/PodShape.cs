using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>A pod's wanted state, read once for each version of the object.</summary>
internal sealed class PodShape
{
    private const long DefaultGrace = 30;

    public PodShape(KubeObject pod)
    {
        Object = pod;
        View = new PodView(pod);
        var spec = pod.Spec;
        RestartPolicy = View.RestartPolicy;
        Containers = [.. spec.Maps("initContainers").Select(c => Container(c, c.String("restartPolicy") == "Always" ? ContainerRole.Sidecar : ContainerRole.Init)),
            .. spec.Maps("containers").Select(c => Container(c, ContainerRole.Main)),
            .. spec.Maps("ephemeralContainers").Select(c => Container(c, ContainerRole.Ephemeral))];
        InitCount = Containers.Count(c => c.IsInit);
        MainCount = Containers.Count(c => c.Role == ContainerRole.Main);
    }

    public KubeObject Object { get; }

    public PodView View { get; }

    public string RestartPolicy { get; }

    /// <summary>Init containers and sidecars in order, then the containers, then the ephemeral ones: places never change.</summary>
    public PodContainer[] Containers { get; }

    public int InitCount { get; }

    public int MainCount { get; }

    public bool IsDeleting => Object.Metadata.IsDeleting;

    /// <summary>How long containers get to end: what the deletion says, or the spec.</summary>
    public long Grace => Object.Metadata.Root.Integer("deletionGracePeriodSeconds") ?? Object.Spec.Integer("terminationGracePeriodSeconds") ?? DefaultGrace;

    public long? ActiveDeadlineSeconds => Object.Spec.Integer("activeDeadlineSeconds");

    /// <summary>The name as kubelet's messages show it: <c>web-0_default(uid)</c>.</summary>
    public string FullName => $"{Object.Name}_{Object.Namespace}({Object.Metadata.Uid})";

    /// <summary>The places of the containers of <c>spec.containers</c>.</summary>
    public Range Mains => InitCount..(InitCount + MainCount);

    private PodContainer Container(MapValue spec, ContainerRole role) => new(spec, role) { User = ContainerUsers.StatusOf(Object.Spec, spec) };
}
