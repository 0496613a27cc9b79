namespace KubeEmulator.Runtime;

/// <summary>What is to happen with a key after a reconcile that did not throw.</summary>
/// <param name="RequeueAfter">When to look again by the cluster's clock; null only when something changes.</param>
public readonly record struct ReconcileResult(TimeSpan? RequeueAfter)
{
    /// <summary>Nothing more until something changes.</summary>
    public static ReconcileResult Done { get; }

    /// <summary>Look again after a time.</summary>
    public static ReconcileResult After(TimeSpan time) => new(time);
}
