namespace KubeEmulator.Conformance.Programs;

/// <summary>A fact that needs helm, which comes with the npm package that holds kubectl.</summary>
internal sealed class HelmFactAttribute : FactAttribute
{
    public HelmFactAttribute()
    {
        if (FoundPrograms.Npm is null || !FoundPrograms.RunsPackagedKubectl)
        {
            Skip = "helm comes from an npm package for Linux on x64, and there is no npm, or this is another system";
        }
    }
}
