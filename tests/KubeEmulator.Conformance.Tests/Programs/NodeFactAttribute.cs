namespace KubeEmulator.Conformance.Programs;

/// <summary>A fact that needs Node.js and npm.</summary>
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (FoundPrograms.Node is null || FoundPrograms.Npm is null)
        {
            Skip = "node and npm are not on the PATH";
        }
    }
}
