using System.Runtime.CompilerServices;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Content;

namespace KubeEmulator.Server.Streaming;

/// <summary>
/// The bytes of a watch's events. The object's own bytes are made once for all watchers; those of Tables and of metadata are kept
/// beside the object, so that nothing is made anew for each watcher.
/// </summary>
internal sealed class WatchFormat
{
    private static readonly ConditionalWeakTable<KubeObject, byte[]> Metadata = [];
    private static readonly ReadOnlyMemory<byte> Added = "{\"type\":\"ADDED\",\"object\":"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Modified = "{\"type\":\"MODIFIED\",\"object\":"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Deleted = "{\"type\":\"DELETED\",\"object\":"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Bookmark = "{\"type\":\"BOOKMARK\",\"object\":"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Error = "{\"type\":\"ERROR\",\"object\":"u8.ToArray();

    private readonly ResourceType _type;
    private readonly Negotiated _agreed;
    private readonly TimeProvider _clock;
    private readonly string _include;
    private bool _columnsSent;

    private WatchFormat(ResourceType type, Negotiated agreed, TimeProvider clock, string include) =>
        (_type, _agreed, _clock, _include) = (type, agreed, clock, include);

    /// <exception cref="ApiException">400: the Table is asked for in a way that makes no sense.</exception>
    public static WatchFormat For(Exchange exchange, ResourceType type, Negotiated agreed) =>
        new(type, agreed, exchange.Services.Clock, agreed.Transform == Transform.Table ? TableDocument.IncludeOf(exchange) : "");

    /// <summary>The end of every event.</summary>
    public static ReadOnlyMemory<byte> End { get; } = "}\n"u8.ToArray();

    /// <summary>The beginning of an event, up to its object.</summary>
    public static ReadOnlyMemory<byte> Begin(WatchEventType type) => type switch
    {
        WatchEventType.Added => Added,
        WatchEventType.Modified => Modified,
        WatchEventType.Deleted => Deleted,
        WatchEventType.Bookmark => Bookmark,
        _ => Error,
    };

    /// <summary>The object of an event.</summary>
    public ReadOnlyMemory<byte> Object(WatchEvent next)
    {
        if (next.Type == WatchEventType.Error || _agreed.Transform == Transform.None)
        {
            return next.Object.Utf8;
        }

        return _agreed.Transform == Transform.Table ? Table(next.Object) : MetadataOf(next.Object);
    }

    private byte[] Table(KubeObject document)
    {
        var withColumns = !_columnsSent;
        _columnsSent = true;
        return TableDocument.OfObject(_type, document, _include, _agreed.TransformVersion, _clock.GetUtcNow(), withColumns).ToUtf8Bytes();
    }

    private byte[] MetadataOf(KubeObject document) => _agreed.TransformVersion == "v1"
        ? Metadata.GetValue(document, d => PartialMetadata.Of(_type, d, "v1").ToUtf8Bytes())
        : PartialMetadata.Of(_type, document, _agreed.TransformVersion).ToUtf8Bytes();
}
