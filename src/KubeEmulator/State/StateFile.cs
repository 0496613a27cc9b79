using System.Text;
using KubeEmulator.Objects;

namespace KubeEmulator.State;

/// <summary>What a state file holds: a whole state, or objects to put into a cluster.</summary>
/// <param name="Whole">The state of the fast form; null for manifests.</param>
/// <param name="Objects">The manifests.</param>
internal sealed record StateFile(ClusterSnapshot? Whole, IReadOnlyList<ManifestObject> Objects)
{
    /// <summary>Reads a file, or a folder of manifests; its content says in which form it is.</summary>
    /// <exception cref="ManifestException">It is missing, cannot be read, or is malformed.</exception>
    /// <exception cref="InvalidDataException">It is a state of another version, or damaged.</exception>
    public static StateFile Read(string path)
    {
        if (!File.Exists(path))
        {
            return new StateFile(null, ManifestReader.ReadPlacedPath(path));
        }

        try
        {
            return Read(File.ReadAllBytes(path), path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ManifestException($"{path}: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Reads a content.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="ManifestException">It is malformed.</exception>
    /// <exception cref="InvalidDataException">It is a state of another version, or damaged.</exception>
    public static StateFile Read(byte[] content, string source) => FastState.Is(content)
        ? new StateFile(FastState.Read(content, source), [])
        : new StateFile(null, ManifestReader.ReadPlaced(Encoding.UTF8.GetString(content), source));

    /// <summary>The form that a file's name asks for.</summary>
    public static StateFormat FormatOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".YAML" or ".YML" => StateFormat.Yaml,
        ".JSON" => StateFormat.Json,
        _ => StateFormat.Fast,
    };

    /// <summary>Writes a file whole or not at all; it holds Secrets, so it is for its owner alone.</summary>
    public static async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        var beside = $"{path}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            var file = new FileStream(beside, options);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
