using System.Globalization;
using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Content;

/// <summary>A list as an answer. In compact JSON the items are the bytes that the objects already have.</summary>
internal static class ListAnswer
{
    private const int GatheredAtOnce = 64;
    private static readonly ReadOnlyMemory<byte> Comma = ","u8.ToArray();
    private static readonly ReadOnlyMemory<byte> CommaAndBrace = ",{"u8.ToArray();

    public static Task WriteAsync(Exchange exchange, ResourceType type, ListPage page, Negotiated agreed) => agreed.Transform switch
    {
        Transform.Table => DocumentWriter.WriteAsync(exchange, 200, TableDocument.OfList(exchange, type, page, agreed.TransformVersion), agreed),
        Transform.PartialObjectMetadataList => DocumentWriter.WriteAsync(exchange, 200, Metadata(type, page, agreed.TransformVersion), agreed),
        Transform.PartialObjectMetadata => throw IsAList(type),
        _ when agreed.Format == ContentFormat.Json && !agreed.Pretty => WriteItemsAsync(exchange, type, page),
        _ => DocumentWriter.WriteAsync(exchange, 200, Document(type, page), agreed),
    };

    /// <summary>A list's metadata. Lists of custom resources always say <c>continue</c>.</summary>
    public static MapValue MetadataOf(ListPage page, bool isCustom = false)
    {
        var metadata = new MapBuilder(3);
        if (isCustom)
        {
            metadata["continue"] = page.Continue;
        }

        if (page.Revision > 0)
        {
            metadata["resourceVersion"] = page.Revision.ToString(CultureInfo.InvariantCulture);
        }

        if (page.Continue.Length > 0)
        {
            metadata["continue"] = page.Continue;
        }

        if (page.RemainingItemCount is { } remaining)
        {
            metadata["remainingItemCount"] = remaining;
        }

        return metadata.Build();
    }

    private static MapValue Metadata(ResourceType type, ListPage page, string version)
    {
        // Go writes a list that nothing was put into as null.
        var found = ListValue.From(page.Items.Select(item => PartialMetadata.Of(type, item, version)));
        Value items = found.Count == 0 ? Value.Null : found;
        return MapValue.Of(("kind", "PartialObjectMetadataList"), ("apiVersion", $"meta.k8s.io/{version}"), ("metadata", MetadataOf(page)), ("items", items));
    }

    private static MapValue Document(ResourceType type, ListPage page)
    {
        var items = ListValue.From(page.Items.Select(item => type.IsCustom ? item.Root : item.Root.Without("kind").Without("apiVersion")));
        return MapValue.Of(("kind", type.ListKind), ("apiVersion", type.GroupVersion.ToString()), ("metadata", MetadataOf(page, type.IsCustom)), ("items", items));
    }

    // Custom resources are unstructured there: keys sorted, items with kind and apiVersion. Typed lists begin with their kind, items have none.
    private static async Task WriteItemsAsync(Exchange exchange, ResourceType type, ListPage page)
    {
        var metadata = MetadataOf(page, type.IsCustom);
        var (version, kind) = (type.GroupVersion.ToString(), type.ListKind);
        var (head, tail) = type.IsCustom
            ? ($"{{\"apiVersion\":\"{version}\",\"items\":[", $"],\"kind\":\"{kind}\",\"metadata\":{metadata}}}\n")
            : ($"{{\"kind\":\"{kind}\",\"apiVersion\":\"{version}\",\"metadata\":{metadata},\"items\":[", "]}\n");
        using var answer = new PiecewiseAnswer(exchange, 200, MediaTypes.Json);
        await answer.AddAsync(Encoding.UTF8.GetBytes(head)).ConfigureAwait(false);
        var kindPrefix = type.IsCustom ? [] : Encoding.UTF8.GetBytes($"{{\"kind\":\"{type.Kind}\",\"apiVersion\":\"{version}\",");
        var gathered = new ListItem[GatheredAtOnce];
        var isFirst = true;
        using var items = page.Items.GetEnumerator();
        for (var count = Gather(items, kindPrefix, gathered); count > 0; count = Gather(items, kindPrefix, gathered))
        {
            for (var i = 0; i < count; i++)
            {
                var before = gathered[i].WithoutKind ? CommaAndBrace : Comma;
                await answer.AddAsync(isFirst ? before[1..] : before, gathered[i].Utf8).ConfigureAwait(false);
                isFirst = false;
            }
        }

        await answer.AddAsync(Encoding.UTF8.GetBytes(tail)).ConfigureAwait(false);
        await answer.EndAsync().ConfigureAwait(false);
    }

    // Apart from copying: the processor waits for many objects at a time where it would wait for one after the other.
    private static int Gather(IEnumerator<KubeObject> items, ReadOnlySpan<byte> kindPrefix, Span<ListItem> gathered)
    {
        var count = 0;
        while (count < gathered.Length && items.MoveNext())
        {
            var utf8 = items.Current.Utf8;
            var skip = kindPrefix.Length == 0 ? 0 : utf8.Span.StartsWith(kindPrefix) ? kindPrefix.Length : KindPrefix.LengthIn(items.Current);
            gathered[count++] = new ListItem(utf8[skip..], skip > 0);
        }

        return count;
    }

    private static ApiException IsAList(ResourceType type) => StatusDocument.Failure(
        406,
        StatusReason.NotAcceptable,
        $"you requested PartialObjectMetadata, but the requested object is a list ({(type.IsCustom ? "*unstructured.UnstructuredList" : GoTypes.Pointer(type, type.ListKind))})").ToException();

    /// <summary>An item's bytes, and whether its first two members and the brace before them are left out.</summary>
    private readonly record struct ListItem(ReadOnlyMemory<byte> Utf8, bool WithoutKind);
}
