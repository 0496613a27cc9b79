namespace KubeEmulator.Api;

/// <summary>Options of a patch.</summary>
public sealed record PatchOptions : WriteOptions
{
    /// <summary>Server-side apply only: take over fields that others own.</summary>
    public bool Force { get; init; }
}
