using System.Buffers.Text;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>Where a paged list goes on. Upstream: <c>apiserver/pkg/storage/continue.go</c>.</summary>
/// <param name="Revision">The revision the list reads; -1 for the newest (an inconsistent continuation).</param>
/// <param name="After">The key after which the page begins: <c>name</c>, or <c>namespace/name</c> across namespaces.</param>
internal readonly record struct ContinueToken(long Revision, string After)
{
    public string Encode()
    {
        var json = MapValue.Of(("v", "meta.k8s.io/v1"), ("rv", Revision), ("start", After + "\0")).ToUtf8Bytes();
        return Base64Url.EncodeToString(json);
    }

    /// <exception cref="ApiException">400 with the words of the real server.</exception>
    public static ContinueToken Decode(string text)
    {
        if (Fault(text) is { } at)
        {
            throw Refused($"continue key is not valid: illegal base64 data at input byte {at}");
        }

        MapValue token;
        try
        {
            token = Value.Parse(Bytes(text)) as MapValue ?? throw new ValueFormatException("json: cannot unmarshal into Go value of type storage.continueToken");
        }
        catch (ValueFormatException fault)
        {
            throw Refused($"continue key is not valid: {fault.Message}");
        }

        if (token.StringOrEmpty("v") is var version and not "meta.k8s.io/v1")
        {
            throw Refused($"continue key is not valid: server does not recognize this encoded version {version}");
        }

        var revision = token.Integer("rv") ?? 0;
        if (revision == 0)
        {
            throw Refused("continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
        }

        var start = token.StringOrEmpty("start");
        if (start.Length == 0)
        {
            throw Refused("continue key is not valid: encoded start key empty (version meta.k8s.io/v1)");
        }

        if (start.Contains("..", StringComparison.Ordinal))
        {
            throw Refused($"continue key is not valid: {start}");
        }

        return new ContinueToken(revision, start.TrimStart('/').TrimEnd('\0'));
    }

    private static ApiException Refused(string why) => StatusDocument.BadRequest($"invalid continue token: {why}").ToException();

    // Go does not mind bits after the last byte.
    private static byte[] Bytes(string text) =>
        Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));

    // The first byte Go's decoder of unpadded URL base64 stumbles over.
    private static int? Fault(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('-' or '_'))
            {
                return i;
            }
        }

        return text.Length % 4 == 1 ? text.Length - 1 : null;
    }
}
