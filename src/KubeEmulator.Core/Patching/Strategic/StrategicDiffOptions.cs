namespace KubeEmulator.Patching.Strategic;

/// <summary>What a diff tells.</summary>
internal sealed record StrategicDiffOptions(bool SetElementOrder, bool IgnoreChanges, bool IgnoreDeletions)
{
    public static readonly StrategicDiffOptions TwoWay = new(true, false, false);
    public static readonly StrategicDiffOptions Additions = new(true, false, true);
    public static readonly StrategicDiffOptions Deletions = new(true, true, false);
    public static readonly StrategicDiffOptions Plain = new(false, false, false);
}
