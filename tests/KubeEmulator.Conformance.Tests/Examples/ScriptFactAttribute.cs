using KubeEmulator.Conformance.Programs;

namespace KubeEmulator.Conformance.Examples;

/// <summary>A fact that needs a POSIX shell and curl.</summary>
internal sealed class ScriptFactAttribute : FactAttribute
{
    public ScriptFactAttribute()
    {
        if (FoundPrograms.Shell is null || FoundPrograms.Curl is null)
        {
            Skip = "sh and curl are not on the PATH";
        }
    }
}
