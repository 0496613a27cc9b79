namespace KubeEmulator.Scheduling;

/// <summary>What an event means for a pod that did not fit.</summary>
internal enum RequeueWorth
{
    /// <summary>Nothing.</summary>
    Skip,

    /// <summary>Another try, when its back-off is over.</summary>
    AfterBackoff,

    /// <summary>Another try at once.</summary>
    Immediately,
}
