namespace KubeEmulator.Conformance.Programs;

/// <summary>A theory that needs kubectl on a terminal.</summary>
internal sealed class TerminalTheoryAttribute : TheoryAttribute
{
    public TerminalTheoryAttribute() => Skip =
        new KubectlFactAttribute().Skip ?? (FoundPrograms.Script is null ? "there is no script(1) of Linux that could give kubectl a terminal" : null);
}
