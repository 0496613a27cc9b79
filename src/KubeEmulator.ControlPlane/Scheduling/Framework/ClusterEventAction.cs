namespace KubeEmulator.Scheduling;

/// <summary>What happened to an object, as far as scheduling cares; kube-scheduler's action types.</summary>
[Flags]
public enum ClusterEventAction
{
    /// <summary>Nothing of interest.</summary>
    None = 0,

    /// <summary>It was created; for pods also: it was bound.</summary>
    Add = 1,

    /// <summary>It was removed.</summary>
    Delete = 2,

    /// <summary>A node's allocatable resources changed.</summary>
    UpdateNodeAllocatable = 4,

    /// <summary>A node's labels changed.</summary>
    UpdateNodeLabel = 8,

    /// <summary>A node's taints changed, or it was uncordoned.</summary>
    UpdateNodeTaint = 16,

    /// <summary>The status of a node's conditions changed.</summary>
    UpdateNodeCondition = 32,

    /// <summary>A node's annotations changed.</summary>
    UpdateNodeAnnotation = 64,

    /// <summary>A pod's labels changed.</summary>
    UpdatePodLabel = 128,

    /// <summary>A pod asks for less than before.</summary>
    UpdatePodScaleDown = 256,

    /// <summary>A pod got tolerations.</summary>
    UpdatePodToleration = 512,

    /// <summary>A pod's last scheduling gate was removed.</summary>
    UpdatePodSchedulingGatesEliminated = 1024,

    /// <summary>A pod's generated resource claims changed.</summary>
    UpdatePodGeneratedResourceClaim = 2048,

    /// <summary>Something else changed.</summary>
    UpdateOther = 4096,

    /// <summary>Any change of an existing object.</summary>
    Update = UpdateNodeAllocatable | UpdateNodeLabel | UpdateNodeTaint | UpdateNodeCondition | UpdateNodeAnnotation | UpdatePodLabel
        | UpdatePodScaleDown | UpdatePodToleration | UpdatePodSchedulingGatesEliminated | UpdatePodGeneratedResourceClaim | UpdateOther,

    /// <summary>Anything.</summary>
    All = Add | Delete | Update,
}
