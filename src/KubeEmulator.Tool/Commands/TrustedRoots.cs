namespace KubeEmulator.Tool.Commands;

/// <summary>
/// Has the system's trusted roots read once instead of three times. Before the first TLS connection .NET reads every file of OpenSSL's folder,
/// which on Debian and its kin are: a link for each root by its name, one by its hash, and a file with all of them. That is a sixth of a
/// start's processor time. Where the folder has nothing else, the file with all of them is all there is to trust.
/// </summary>
internal static class TrustedRoots
{
    private const string Folder = "/etc/ssl/certs";
    private const string Bundle = "ca-certificates.crt";

    // What OpenSSL's own default is called, too: .NET's code on Linux asks for these before it looks anywhere.
    private const string FileVariable = "SSL_CERT_FILE";
    private const string FolderVariable = "SSL_CERT_DIR";

    /// <summary>The folder without files that takes the place of the one that says all again.</summary>
    private const string Nowhere = "/nonexistent";

    /// <summary>Says so to this process, before it has read any; where the user has said where they are, or the folder has more, nothing is said.</summary>
    public static void ReadOnce()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable(FileVariable) is not null || Environment.GetEnvironmentVariable(FolderVariable) is not null)
        {
            return;
        }

        if (IsSaidByBundle(Folder))
        {
            Environment.SetEnvironmentVariable(FileVariable, Path.Combine(Folder, Bundle));
            Environment.SetEnvironmentVariable(FolderVariable, Nowhere);
        }
    }

    /// <summary>Whether a folder has a file with all roots, and beside it as many files, and as many hashes, as there are roots in that.</summary>
    internal static bool IsSaidByBundle(string folder)
    {
        try
        {
            var roots = File.ReadAllText(Path.Combine(folder, Bundle)).AsSpan().Count("-----BEGIN CERTIFICATE-----");
            var (hashes, files) = (0, 0);
            foreach (var path in Directory.GetFiles(folder))
            {
                var name = Path.GetFileName(path);
                if (IsHash(name))
                {
                    hashes++;
                }
                else if (name != Bundle)
                {
                    files++;
                }
            }

            return roots > 0 && hashes == roots && files == roots;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // 002c0b4f.0
    private static bool IsHash(string name)
    {
        if (name.Length < 10 || name[8] != '.')
        {
            return false;
        }

        for (var i = 0; i < name.Length; i++)
        {
            if (i != 8 && !(i < 8 ? char.IsAsciiHexDigitLower(name[i]) : char.IsAsciiDigit(name[i])))
            {
                return false;
            }
        }

        return true;
    }
}
