namespace KubeEmulator.Nodes;

/// <summary>What of a node is in no object and yet decides what it does next: for a fork.</summary>
/// <param name="State">How it stands.</param>
/// <param name="StoppedAt">Since when, where it does not run.</param>
/// <param name="Pressure">What it runs short of.</param>
/// <param name="ShuttingDown">Whether it ends its pods, to be off afterwards.</param>
internal sealed record NodeStanding(NodeState State, DateTimeOffset StoppedAt, NodePressure Pressure, bool ShuttingDown)
{
    /// <summary>Whether it stands as one that has just begun would.</summary>
    public bool IsUsual => State == NodeState.Running && Pressure == NodePressure.None && !ShuttingDown;
}
