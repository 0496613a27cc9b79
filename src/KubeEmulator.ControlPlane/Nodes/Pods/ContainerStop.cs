namespace KubeEmulator.Nodes.Pods;

/// <summary>A container on its way to end: preStop hook, signal, and the time at which it is killed.</summary>
/// <param name="Since">When its end was decided.</param>
/// <param name="Grace">The seconds it got then.</param>
/// <param name="KillAt">When patience ends.</param>
internal sealed record ContainerStop(DateTimeOffset Since, long Grace, DateTimeOffset KillAt)
{
    /// <summary>Kubelet's minimumGracePeriodInSeconds: even a late container gets this long after its signal.</summary>
    public const long MinimumGrace = 2;

    /// <summary>Whether a probe or a resize is the reason, after which it starts again whatever its code.</summary>
    public bool ForProbe { get; init; }

    /// <summary>Whether the preStop hook has not returned yet.</summary>
    public bool HookRuns { get; init; }

    /// <summary>Whether the container has been asked to end.</summary>
    public bool Signalled { get; init; }
}
