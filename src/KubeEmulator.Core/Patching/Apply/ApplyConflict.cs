namespace KubeEmulator.Patching.Apply;

/// <summary>A field that somebody else owns and that the applied configuration would change.</summary>
internal sealed record ApplyConflict(ManagerId Manager, IReadOnlyList<PathElement> Path)
{
    /// <summary>The field's path as messages write it.</summary>
    public string Field => string.Concat(Path);
}
