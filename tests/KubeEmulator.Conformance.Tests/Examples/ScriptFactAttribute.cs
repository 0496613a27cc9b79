namespace KubeEmulator.Conformance.Examples;

/// <summary>A fact that needs a POSIX shell and curl.</summary>
internal sealed class ScriptFactAttribute : FactAttribute
{
    public ScriptFactAttribute()
    {
        if (OperatingSystem.IsWindows() || !Has("sh") || !Has("curl"))
        {
            Skip = "sh and curl are not on the PATH";
        }
    }

    private static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
