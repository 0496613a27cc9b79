namespace KubeEmulator.Api;

/// <summary>What to do with unknown and duplicate fields of a body.</summary>
public enum FieldValidation
{
    /// <summary>Drop them and warn; the default.</summary>
    Warn,

    /// <summary>Drop them silently.</summary>
    Ignore,

    /// <summary>Refuse the request.</summary>
    Strict,
}
