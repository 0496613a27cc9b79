using KubeEmulator.Bootstrap;
using KubeEmulator.State;
using KubeEmulator.Storage;

namespace KubeEmulator;

/// <content>States in files, and seeding from those of others.</content>
public sealed partial class EmulatedCluster
{
    private Lazy<Snapshot> _beginning = null!;

    /// <summary>
    /// Writes the state of now to a file that only its owner can read, for it holds Secrets. The format is that of the name: .yaml,
    /// .yml or .json, and <see cref="StateFormat.Fast"/> for any other.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written; nothing is left of it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return StateFile.WriteAsync(path, Written(StateFile.FormatOf(path)), cancellationToken);
    }

    /// <summary>Writes the state of now to a stream. The cluster's keys are no part of it.</summary>
    public async Task SaveAsync(Stream stream, StateFormat format, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        await stream.WriteAsync(Written(format), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Loads a file or a folder of files. A state of <see cref="StateFormat.Fast"/> takes the place of all there is, as
    /// <see cref="Restore"/> does: uids and resource versions are those of the file; a manual clock that is behind first goes forward to
    /// the state's time. Manifests (YAML or JSON: a saved state, <c>kubectl get -A -o yaml</c>, <c>kwokctl snapshot save</c>,
    /// <c>helm template</c>) are added to what there is, in the order they need whatever order they stand in. Objects with a uid come from
    /// a cluster: they keep uid, times, owners and status, skip admission, and get a new resource version; where the name is taken, the
    /// object there is replaced and keeps its uid, which owner references follow. Objects without a uid are applied as new ones. What
    /// each cluster has of its own (its CA, the Service <c>kubernetes</c>) stays. When something is refused all is as before.
    /// </summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="namespace">Where manifests go that name no namespace.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ManifestException">A file is missing or malformed, or an object is refused; the message has file, line and reason.</exception>
    /// <exception cref="InvalidDataException">The state is of another version or damaged; the message says which.</exception>
    public Task LoadAsync(string path, string @namespace = "default", CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return LoadAsync(StateFile.Read(path), @namespace, cancellationToken);
    }

    /// <summary>Loads a stream; see <see cref="LoadAsync(string, string, CancellationToken)"/>.</summary>
    /// <param name="stream">The state or the manifests.</param>
    /// <param name="namespace">Where manifests go that name no namespace.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ManifestException">The text is malformed, or an object is refused; the message has line and reason.</exception>
    /// <exception cref="InvalidDataException">The state is of another version or damaged; the message says which.</exception>
    public async Task LoadAsync(Stream stream, string @namespace = "default", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var content = new MemoryStream();
        await stream.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
        await LoadAsync(content.ToArray(), "the stream", @namespace, cancellationToken).ConfigureAwait(false);
    }

    internal Task LoadAsync(byte[] content, string source, string @namespace, CancellationToken cancellationToken) =>
        LoadAsync(StateFile.Read(content, source), @namespace, cancellationToken);

    private async Task LoadAsync(StateFile file, string @namespace, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (file.Whole is { } whole)
        {
            if (Clock.IsManual && whole.Time > Clock.GetUtcNow())
            {
                await Clock.AdvanceAsync(whole.Time - Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            }

            Restore(whole);
            await Bootstrapper.RenewAsync(_services, _securePort, Certificates.AuthorityPem).ConfigureAwait(false);
            await QuietAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        await QuietAsync(cancellationToken).ConfigureAwait(false);
        var before = Snapshot();
        try
        {
            await new StateSeeder(_services, _runtime, Objects).SeedAsync(file.Objects, @namespace).ConfigureAwait(false);
        }
        catch
        {
            Restore(before);
            throw;
        }

        await QuietAsync(cancellationToken).ConfigureAwait(false);
    }

    private byte[] Written(StateFormat format)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return format == StateFormat.Fast ? FastState.Write(Snapshot()) : StateText.Write(_services, _services.Store.Current, _beginning.Value, format);
    }
}
