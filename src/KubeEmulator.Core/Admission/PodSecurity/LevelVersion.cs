using System.Globalization;

namespace KubeEmulator.Admission.PodSecurity;

/// <summary>A level as a Kubernetes minor defined it.</summary>
/// <param name="Level">The level.</param>
/// <param name="Minor">The minor of version 1; <see cref="Latest"/> for the newest.</param>
internal readonly record struct LevelVersion(SecurityLevel Level, int Minor)
{
    /// <summary>The newest definition.</summary>
    public const int Latest = int.MaxValue;

    /// <summary><c>restricted:v1.30</c>, as messages show it.</summary>
    public override string ToString()
    {
        var level = Level switch
        {
            SecurityLevel.Privileged => "privileged",
            SecurityLevel.Baseline => "baseline",
            _ => "restricted",
        };
        return Minor == Latest ? $"{level}:latest" : string.Create(CultureInfo.InvariantCulture, $"{level}:v1.{Minor}");
    }
}
