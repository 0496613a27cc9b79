namespace KubeEmulator.Schemas;

/// <summary>
/// When a field of a built-in type is written, which follows from how the Go type holds it.
/// Custom resources keep whatever was sent and use <see cref="AsSent"/>.
/// </summary>
internal enum Presence
{
    /// <summary>Kept as sent; JSON null dropped (a Go pointer with omitempty).</summary>
    AsSent,

    /// <summary>Left out when zero: empty string, 0, false, empty list or map (a Go value with omitempty).</summary>
    NonZero,

    /// <summary>Always written, with the zero value when absent (a Go value without omitempty; nil lists and maps are null).</summary>
    Always,

    /// <summary>Always written, null when absent (a Go pointer without omitempty).</summary>
    AlwaysOrNull,
}
