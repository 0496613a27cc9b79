namespace KubeEmulator.Conformance.Programs;

/// <summary>A theory that needs kubectl.</summary>
internal sealed class KubectlTheoryAttribute : TheoryAttribute
{
    public KubectlTheoryAttribute() => Skip = new KubectlFactAttribute().Skip;
}
