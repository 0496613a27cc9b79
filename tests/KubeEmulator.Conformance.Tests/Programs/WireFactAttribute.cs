using KubeEmulator.TestShared;

namespace KubeEmulator.Conformance.Programs;

/// <summary>A fact that needs the recordings of the genuine server and Python to run their scenarios.</summary>
internal sealed class WireFactAttribute : FactAttribute
{
    public WireFactAttribute()
    {
        if (SharedReference.Root is null || !Directory.Exists(Path.Combine(SharedReference.Root, "wire")))
        {
            Skip = "the recordings (../shared/wire) are not on this machine";
        }
        else if (FoundPrograms.Python is null)
        {
            Skip = "python3 is not on the PATH";
        }
    }
}
