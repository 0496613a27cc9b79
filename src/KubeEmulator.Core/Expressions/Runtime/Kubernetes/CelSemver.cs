namespace KubeEmulator.Expressions;

/// <summary>A semantic version.</summary>
internal sealed class CelSemver(SemanticVersion version) : CelOpaque
{
    public SemanticVersion Version { get; } = version;

    public override CelType Type => CelKubernetesTypes.Semver;

    public override bool EqualTo(CelValue other) => other is CelSemver s && s.Version.CompareTo(Version) == 0;

    public override int Hash() => HashCode.Combine(Version.Major, Version.Minor, Version.Patch);

    public override string ToString() => Version.ToString();
}
