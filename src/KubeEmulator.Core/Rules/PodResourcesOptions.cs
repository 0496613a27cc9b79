namespace KubeEmulator.Rules;

/// <summary>How a pod's resources are summed up.</summary>
internal sealed record PodResourcesOptions
{
    /// <summary>As the scheduler and quota sum: what the status says of resizes counts.</summary>
    public static readonly PodResourcesOptions Default = new();

    /// <summary>Whether resources in the status count while a resize is under way.</summary>
    public bool UseStatus { get; init; } = true;

    /// <summary>Leaves out the overhead of the pod's sandbox.</summary>
    public bool ExcludeOverhead { get; init; }

    /// <summary>Leaves out amounts set for the pod as a whole.</summary>
    public bool SkipPodLevelResources { get; init; }

    /// <summary>Requests taken for granted where a container names none, such as the scheduler's 100m and 200MB when it scores.</summary>
    public ResourceList? NonMissingRequests { get; init; }
}
