namespace KubeEmulator.Api;

/// <summary>Options of a deletion; null means not said.</summary>
public sealed record DeleteOptions
{
    /// <summary>No options.</summary>
    public static readonly DeleteOptions None = new();

    /// <summary>Whether everything is checked and nothing deleted.</summary>
    public bool DryRun { get; init; }

    /// <summary>Seconds the object may take to end; 0 deletes at once.</summary>
    public long? GracePeriodSeconds { get; init; }

    /// <summary><c>Background</c>, <c>Foreground</c> or <c>Orphan</c>.</summary>
    public string? PropagationPolicy { get; init; }

    /// <summary>The old form of <c>Orphan</c>.</summary>
    public bool? OrphanDependents { get; init; }

    /// <summary>Only when the object has this uid.</summary>
    public string? PreconditionUid { get; init; }

    /// <summary>Only when the object has this resource version.</summary>
    public string? PreconditionResourceVersion { get; init; }
}
