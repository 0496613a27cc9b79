using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>A Job's fields by name.</summary>
internal readonly record struct JobView(KubeObject Object)
{
    private const string OurName = "kubernetes.io/job-controller";

    private MapValue Spec => Object.Spec;

    public int Parallelism => (int)(Spec.Integer("parallelism") ?? 1);

    /// <summary>How many pods must succeed; null where one success ends the Job.</summary>
    public int? Completions => (int?)Spec.Integer("completions");

    public bool IsIndexed => Spec.String("completionMode") == "Indexed";

    public int BackoffLimit => (int)(Spec.Integer("backoffLimit") ?? 6);

    public int? BackoffLimitPerIndex => (int?)Spec.Integer("backoffLimitPerIndex");

    public int? MaxFailedIndexes => (int?)Spec.Integer("maxFailedIndexes");

    public bool IsSuspended => Spec.Bool("suspend") ?? false;

    public TimeSpan? ActiveDeadline => Spec.Integer("activeDeadlineSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    public MapValue? FailurePolicy => Spec.Map("podFailurePolicy");

    public MapValue? SuccessPolicy => Spec.Map("successPolicy");

    public MapValue Template => Spec.Map("template") ?? MapValue.Empty;

    /// <summary>Whether a pod is replaced only when it has failed, not already while it is going.</summary>
    public bool ReplacesFailedOnly => Spec.String("podReplacementPolicy") == "Failed" || FailurePolicy is not null;

    /// <summary>Whether somebody else looks after the Job.</summary>
    public bool IsForeign => Spec.String("managedBy") is { } manager && manager != OurName;

    /// <summary>Whether the Job has completed or failed for good.</summary>
    public bool IsFinished => Conditions.IsTrue(Object.Status, "Complete") || Conditions.IsTrue(Object.Status, "Failed");
}
