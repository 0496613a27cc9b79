using System.Runtime.InteropServices;

namespace KubeEmulator.Conformance.Programs;

/// <summary>Programs of this machine.</summary>
internal static class FoundPrograms
{
    public static string? Npm { get; } = Find("npm");

    public static string? Node { get; } = Find("node");

    public static string? Python { get; } = Find("python3");

    /// <summary>A POSIX shell.</summary>
    public static string? Shell { get; } = OperatingSystem.IsWindows() ? null : Find("sh");

    public static string? Curl { get; } = Find("curl");

    /// <summary>script(1), which gives a program a terminal.</summary>
    public static string? Script { get; } = OperatingSystem.IsLinux() ? Find("script") : null;

    /// <summary>kubectl of the PATH, whatever its version.</summary>
    public static string? Kubectl { get; } = Find("kubectl");

    /// <summary>Whether the kubectl that an npm package holds runs here.</summary>
    public static bool RunsPackagedKubectl => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    private static string? Find(string name)
    {
        var extensions = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : new[] { "" };
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => extensions.Select(extension => Path.Combine(folder, name + extension)))
            .FirstOrDefault(File.Exists);
    }
}
