namespace KubeEmulator.Controllers.Workloads;

/// <summary>How far usage may be from its target until replicas change.</summary>
/// <param name="Down">Below it, as a share.</param>
/// <param name="Up">Above it, as a share.</param>
internal readonly record struct UsageTolerance(double Down, double Up)
{
    /// <summary>Unless an autoscaler says otherwise.</summary>
    public static readonly UsageTolerance Default = new(0.1, 0.1);

    public bool Covers(double ratio) => 1.0 - Down <= ratio && ratio <= 1.0 + Up;
}
