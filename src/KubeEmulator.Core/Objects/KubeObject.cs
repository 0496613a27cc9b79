using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>
/// One immutable Kubernetes object: a document with <c>apiVersion</c>, <c>kind</c> and <c>metadata</c>,
/// the metadata read once, and its UTF-8 made once as long as it is in use.
/// </summary>
public sealed class KubeObject
{
    private ObjectMeta? _metadata;
    private Utf8Cache.Entry? _utf8;

    /// <summary>An object over a document.</summary>
    public KubeObject(MapValue root) => Root = root;

    /// <summary>The whole document.</summary>
    public MapValue Root { get; }

    /// <summary>Its <c>apiVersion</c>, empty where absent.</summary>
    public string ApiVersion => Root.StringOrEmpty("apiVersion");

    /// <summary>Its <c>kind</c>, empty where absent.</summary>
    public string Kind => Root.StringOrEmpty("kind");

    /// <summary>Its metadata.</summary>
    public ObjectMeta Metadata => _metadata ??= new ObjectMeta(Root.Map("metadata") ?? MapValue.Empty);

    /// <summary><c>metadata.name</c>.</summary>
    public string Name => Metadata.Name;

    /// <summary><c>metadata.namespace</c>, empty for cluster-scoped objects.</summary>
    public string Namespace => Metadata.Namespace;

    /// <summary><c>spec</c>, empty where absent.</summary>
    public MapValue Spec => Root.Map("spec") ?? MapValue.Empty;

    /// <summary><c>status</c>, empty where absent.</summary>
    public MapValue Status => Root.Map("status") ?? MapValue.Empty;

    /// <summary>
    /// The document as compact UTF-8 JSON. The same memory is shared by all who send it; do not change it.
    /// It is kept while it is asked for, and made again after a long rest.
    /// </summary>
    public ReadOnlyMemory<byte> Utf8
    {
        get
        {
            if (_utf8?.Read() is { } kept)
            {
                return kept;
            }

            var made = Root.ToUtf8Bytes();
            _utf8 = Utf8Cache.Shared.Add(made, again: _utf8 is not null);
            return made;
        }
    }

    /// <summary>
    /// The resource, in one version, that serves the document just as it is stored; null where nobody has found out. Kept here, as a
    /// list asks for each of its objects.
    /// </summary>
    internal object? ServedAsStoredBy { get; set; }

    /// <summary>The same object with another document.</summary>
    public KubeObject With(MapValue root) => ReferenceEquals(root, Root) ? this : new KubeObject(root);

    /// <summary>The object with one metadata member set, or removed where <paramref name="value"/> is <c>null</c>.</summary>
    public KubeObject WithMetadata(string key, Value? value) =>
        With(Root.With("metadata", Metadata.Root.WithOptional(key, value)));

    /// <summary>The object with another status.</summary>
    public KubeObject WithStatus(MapValue status) => With(Root.With("status", status));

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {(Namespace.Length == 0 ? "" : Namespace + "/")}{Name}";
}
