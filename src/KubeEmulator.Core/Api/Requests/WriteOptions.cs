namespace KubeEmulator.Api;

/// <summary>Options common to create, update and patch.</summary>
public record WriteOptions
{
    /// <summary>No options.</summary>
    public static readonly WriteOptions None = new();

    /// <summary>Whether everything is checked and nothing stored.</summary>
    public bool DryRun { get; init; }

    /// <summary>The field manager; null takes it from the User-Agent.</summary>
    public string? FieldManager { get; init; }

    /// <summary>What to do with unknown and duplicate fields.</summary>
    public FieldValidation FieldValidation { get; init; }
}
