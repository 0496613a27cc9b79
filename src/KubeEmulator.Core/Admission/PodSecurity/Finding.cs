namespace KubeEmulator.Admission.PodSecurity;

/// <summary>What one check has against a pod.</summary>
/// <param name="Reason">What is forbidden.</param>
/// <param name="Detail">Who does it, and what would be right.</param>
internal sealed record Finding(string Reason, string Detail)
{
    /// <summary>The reason with its detail.</summary>
    public override string ToString() => $"{Reason} ({Detail})";
}
