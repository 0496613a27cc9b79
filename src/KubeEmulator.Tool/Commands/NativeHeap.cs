using System.Runtime.InteropServices;

namespace KubeEmulator.Tool.Commands;

/// <summary>What the C library keeps of memory that was freed: the compiler and OpenSSL work in it, 5 MiB after 5,000 custom resources were created.</summary>
internal static class NativeHeap
{
    private static bool _isKnown = OperatingSystem.IsLinux();

    /// <summary>Gives it back to the system, where the library is glibc; others keep none.</summary>
    public static void Trim()
    {
        if (!_isKnown)
        {
            return;
        }

        try
        {
            _ = MallocTrim(0);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            _isKnown = false;
        }
    }

    [DllImport("libc.so.6", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MallocTrim(nuint pad);
}
