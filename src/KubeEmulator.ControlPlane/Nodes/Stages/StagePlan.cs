using KubeEmulator.Objects;

namespace KubeEmulator.Nodes.Stages;

/// <summary>What a Stage's spec says, ready to be used.</summary>
internal sealed record StagePlan
{
    /// <summary>Which objects; null selects none, as KWOK has it.</summary>
    public StageSelector? Selector { get; init; }

    /// <summary>Conditions said in C#, which must hold too.</summary>
    public IReadOnlyList<Func<KubeObject, bool>> Conditions { get; init; } = [];

    /// <summary>How likely among the Stages that match; null where an expression said nothing of it.</summary>
    public required StageNumber Weight { get; init; }

    /// <summary>How long to wait; null for no time.</summary>
    public StageNumber? Delay { get; init; }

    /// <summary>The end of the range that the wait is chosen from; null for an exact one.</summary>
    public StageNumber? Jitter { get; init; }

    public IReadOnlyList<StageStep> Steps { get; init; } = [];

    /// <summary>Whether the Stage selects an object. An expression that fails selects nothing.</summary>
    public bool Matches(KubeObject target) => Selector?.Matches(target) == true && Conditions.All(holds => holds(target));
}
