namespace KubeEmulator.Nodes.Stages;

/// <summary>One thing that a Stage does; several members are done in this order. kwok's <c>next.go</c> (doStageSteps).</summary>
internal sealed record StageStep
{
    public StageEvent? Event { get; init; }

    public StageFinalizers? Finalizers { get; init; }

    public bool Delete { get; init; }

    public StagePatch? Patch { get; init; }

    public StageApply? Apply { get; init; }
}
