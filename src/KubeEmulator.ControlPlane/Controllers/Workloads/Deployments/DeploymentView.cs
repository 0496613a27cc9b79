using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>A Deployment's fields by name, and what follows from them alone; <c>pkg/controller/deployment/util</c>.</summary>
internal readonly record struct DeploymentView(KubeObject Object)
{
    public int Replicas => (int)(Object.Spec.Integer("replicas") ?? 1);

    public bool IsPaused => Object.Spec.Bool("paused") ?? false;

    public bool IsRolling => Object.Spec.Map("strategy")?.String("type") is null or "RollingUpdate";

    public MapValue Template => Object.Spec.Map("template") ?? MapValue.Empty;

    public long MinReadySeconds => Object.Spec.Integer("minReadySeconds") ?? 0;

    /// <summary>How many pods there may be above <see cref="Replicas"/>.</summary>
    public int MaxSurge => IsRolling ? Bounds().Surge : 0;

    /// <summary>How many pods may be missing.</summary>
    public int MaxUnavailable => IsRolling && Replicas > 0 ? Math.Min(Bounds().Unavailable, Replicas) : 0;

    /// <summary>How many pods there may be in all.</summary>
    public int MaxReplicas => Replicas + MaxSurge;

    /// <summary>How long a roll-out may show no progress; null where nobody watches that.</summary>
    public TimeSpan? ProgressDeadline => Object.Spec.Integer("progressDeadlineSeconds") is { } seconds and not int.MaxValue ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>How many old ReplicaSets are kept; null for all.</summary>
    public int? HistoryLimit => Object.Spec.Integer("revisionHistoryLimit") is { } limit and not int.MaxValue ? (int)limit : null;

    /// <summary>The revision that somebody asks to go back to (0 for the last one); null where nobody does.</summary>
    public long? RollbackTo => long.TryParse(Object.Metadata.Annotations.String(RollbackAnnotation), out var revision) ? revision : null;

    public const string RollbackAnnotation = "deprecated.deployment.rollback.to";

    // Both bounds may round to nothing; then one pod may be missing, or no roll-out would ever move.
    private (int Surge, int Unavailable) Bounds()
    {
        var rolling = Object.Spec.Map("strategy")?.Map("rollingUpdate") ?? MapValue.Empty;
        var surge = IntOrString.From(rolling["maxSurge"])?.ScaleOrZero(Replicas, roundUp: true) ?? 0;
        var unavailable = IntOrString.From(rolling["maxUnavailable"])?.ScaleOrZero(Replicas, roundUp: false) ?? 0;
        return (surge, surge == 0 && unavailable == 0 ? 1 : unavailable);
    }
}
