namespace KubeEmulator.Scheduling;

/// <summary>Where a pod is in the queue.</summary>
internal enum QueuedPlace
{
    /// <summary>Being scheduled, or gone.</summary>
    None,

    /// <summary>Waits for its turn.</summary>
    Active,

    /// <summary>Did not fit before; waits until its back-off is over, or until nobody else waits.</summary>
    Backoff,

    /// <summary>Something was broken; waits until its back-off is over.</summary>
    ErrorBackoff,

    /// <summary>Waits for a change that may make it fit.</summary>
    Unschedulable,
}
