using System.Runtime.InteropServices;

namespace KubeEmulator.Conformance.Programs;

/// <summary>A fact that compiles ahead for this system, with a compiler and a runtime that an earlier restore brought.</summary>
internal sealed class AheadFactAttribute : FactAttribute
{
    public AheadFactAttribute()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var system = RuntimeInformation.RuntimeIdentifier;
        string[] needed = [$"microsoft.netcore.app.crossgen2.{system}", $"microsoft.netcore.app.runtime.{system}", $"microsoft.aspnetcore.app.runtime.{system}"];
        if (Array.Find(needed, p => !Directory.Exists(Path.Combine(packages, p))) is { } missing)
        {
            Skip = $"the package {missing} is not on this machine";
        }
    }
}
