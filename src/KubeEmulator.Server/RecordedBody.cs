using KubeEmulator.Values;

namespace KubeEmulator.Server;

/// <summary>Bodies as the request log keeps them: bounded, and without what is secret.</summary>
internal static class RecordedBody
{
    private const int Limit = 64 * 1024;
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";
    private static readonly StringValue Mask = StringValue.Of("***");
    private static readonly ReadOnlyMemory<byte> Unreadable = "(a Secret in a form that is not recorded)"u8.ToArray();

    public static ReadOnlyMemory<byte> OfRequest(Exchange exchange) => IsSecret(exchange) ? Masked(exchange.Body) : exchange.Body;

    public static ReadOnlyMemory<byte> OfAnswer(Exchange exchange)
    {
        var whole = exchange.Answer switch
        {
            [] => ReadOnlyMemory<byte>.Empty,
            [var only] => only,
            _ when IsSecret(exchange) => Joined(exchange.Answer, int.MaxValue),
            _ => Joined(exchange.Answer, Limit),
        };
        whole = IsSecret(exchange) ? Masked(whole) : whole;
        return whole.Length <= Limit ? whole : whole[..Limit];
    }

    private static bool IsSecret(Exchange exchange) =>
        exchange.Request is { Group: "", Resource: "secrets" } or { Group: "", Resource: "serviceaccounts", Subresource: "token" } or { Resource: "tokenreviews" };

    private static ReadOnlyMemory<byte> Joined(IReadOnlyList<ReadOnlyMemory<byte>> pieces, int limit)
    {
        using var joined = new MemoryStream();
        foreach (var piece in pieces)
        {
            joined.Write(piece.Span);
            if (joined.Length >= limit)
            {
                break;
            }
        }

        return joined.ToArray();
    }

    private static ReadOnlyMemory<byte> Masked(ReadOnlyMemory<byte> body)
    {
        if (body.Length == 0)
        {
            return body;
        }

        try
        {
            // YAML reads JSON too; a JSON patch is a list, and any of its values may be a secret.
            return YamlText.Parse(body.Span) is MapValue map ? Masked(map).ToUtf8Bytes() : Unreadable;
        }
        catch (ValueFormatException)
        {
            return Unreadable;
        }
    }

    private static MapValue Masked(MapValue map)
    {
        var masked = new MapBuilder(map.Count);
        foreach (var (key, value) in map)
        {
            masked[key] = (key, value) switch
            {
                ("data" or "stringData", MapValue secrets) => MapValue.Of([.. secrets.Select(s => (s.Key, (Value)Mask))]),
                ("token" or LastApplied, StringValue) => Mask,
                (_, MapValue inner) => Masked(inner),
                (_, ListValue list) => ListValue.From(list.Select(i => i is MapValue item ? Masked(item) : i)),
                _ => value,
            };
        }

        return masked.Build();
    }
}
