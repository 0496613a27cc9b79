namespace KubeEmulator.Scheduling;

/// <summary>Which nodes the plugin NodeResourcesFit prefers.</summary>
public enum ScoringStrategy
{
    /// <summary>Those with much left: pods are spread.</summary>
    LeastAllocated,

    /// <summary>Those with little left: pods are packed.</summary>
    MostAllocated,
}
