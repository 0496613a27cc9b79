namespace KubeEmulator.Scheduling;

/// <summary>Where a plugin takes part; kube-scheduler's extension points in the order they run.</summary>
[Flags]
public enum ExtensionPoints
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>Before a pod may wait for its turn.</summary>
    PreEnqueue = 1,

    /// <summary>Once for a pod, before nodes are looked at.</summary>
    PreFilter = 2,

    /// <summary>For each node: may the pod go there.</summary>
    Filter = 4,

    /// <summary>When no node was left.</summary>
    PostFilter = 8,

    /// <summary>Once for a pod, with the nodes that are left.</summary>
    PreScore = 16,

    /// <summary>For each node that is left: how well it suits.</summary>
    Score = 32,

    /// <summary>When the node is chosen: hold what the pod will need.</summary>
    Reserve = 64,

    /// <summary>Lets the pod go on, wait or stop.</summary>
    Permit = 128,

    /// <summary>What must be written before the pod is bound.</summary>
    PreBind = 256,

    /// <summary>The binding itself; the first plugin that does not skip has done it.</summary>
    Bind = 512,

    /// <summary>After the binding.</summary>
    PostBind = 1024,
}
