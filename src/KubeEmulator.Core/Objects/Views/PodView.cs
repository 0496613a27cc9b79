using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>A Pod's fields by name.</summary>
internal readonly record struct PodView(KubeObject Object)
{
    public string Name => Object.Name;

    public string Namespace => Object.Namespace;

    public MapValue Labels => Object.Metadata.Labels;

    public MapValue Spec => Object.Spec;

    public MapValue Status => Object.Status;

    public string Phase => Status.StringOrEmpty("phase");

    public string NodeName => Spec.StringOrEmpty("nodeName");

    public string SchedulerName => Spec.StringOrEmpty("schedulerName");

    public string ServiceAccountName => Spec.StringOrEmpty("serviceAccountName");

    public string RestartPolicy => Spec.String("restartPolicy") ?? "Always";

    public bool HostNetwork => Spec.Bool("hostNetwork") ?? false;

    /// <summary>The priority; pods older than priorities have 0.</summary>
    public int Priority => (int)(Spec.Integer("priority") ?? 0);

    public string PriorityClassName => Spec.StringOrEmpty("priorityClassName");

    public string PreemptionPolicy => Spec.String("preemptionPolicy") ?? "PreemptLowerPriority";

    public string PodIP => Status.StringOrEmpty("podIP");

    public string HostIP => Status.StringOrEmpty("hostIP");

    public string NominatedNodeName => Status.StringOrEmpty("nominatedNodeName");

    public IEnumerable<ContainerView> Containers => Spec.Maps("containers").Select(c => new ContainerView(c));

    public IEnumerable<ContainerView> InitContainers => Spec.Maps("initContainers").Select(c => new ContainerView(c));

    public IEnumerable<TolerationView> Tolerations => Spec.Maps("tolerations").Select(t => new TolerationView(t));

    public MapValue? NodeSelector => Spec.Map("nodeSelector");

    public MapValue? Affinity => Spec.Map("affinity");

    public IEnumerable<MapValue> ContainerStatuses => Status.Maps("containerStatuses");

    public IEnumerable<MapValue> InitContainerStatuses => Status.Maps("initContainerStatuses");

    public bool IsDeleting => Object.Metadata.IsDeleting;
}
