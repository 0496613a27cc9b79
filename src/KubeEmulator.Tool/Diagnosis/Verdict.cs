namespace KubeEmulator.Tool.Diagnosis;

/// <summary>What a look found.</summary>
internal enum Verdict
{
    /// <summary>All is as it should be.</summary>
    Good,

    /// <summary>The emulator works, but something is missing or left over.</summary>
    Note,

    /// <summary>The emulator cannot work.</summary>
    Bad,
}
