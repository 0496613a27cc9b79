using System.Globalization;
using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Webhooks;

/// <summary>A webhook's HTTP answer as a review, judged as client-go's REST client and the decoder behind it judge it.</summary>
internal static class WebhookResponse
{
    private const int QuotedBytes = 2048;
    private const string Head = "couldn't get version/kind; json parse error:";

    public static WebhookAnswer Read(HttpResponseMessage response, byte[] body, MapValue review)
    {
        var code = (int)response.StatusCode;
        return code is < 200 or > 206 ? WebhookAnswer.Failed(StatusText(code, QuotedBody(response, body))) : Decode(body, review);
    }

    private static WebhookAnswer Decode(byte[] body, MapValue review)
    {
        Value document;
        try
        {
            document = Parse(body);
        }
        catch (ValueFormatException malformed)
        {
            return WebhookAnswer.Failed(malformed.Message);
        }

        if (document is NullValue)
        {
            return WebhookAnswer.Of(MapValue.Empty);
        }

        if (document is not MapValue map)
        {
            return WebhookAnswer.Failed($"{Head} {Unfit(document, "value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }")}");
        }

        foreach (var (member, field) in (ReadOnlySpan<(string, string)>)[("apiVersion", "APIVersion"), ("kind", "Kind")])
        {
            if (map[member] is { } value and not (StringValue or NullValue))
            {
                return WebhookAnswer.Failed($"{Head} {Unfit(value, $"struct field .{member} of type string")}");
            }
        }

        return Mismatch(map, review) is { } mismatch ? WebhookAnswer.Failed(mismatch) : WebhookAnswer.Of(map);
    }

    // What begins like a JSON object is JSON; anything else is tried as YAML (apimachinery pkg/runtime/serializer/recognizer).
    private static Value Parse(byte[] body)
    {
        if (body.AsSpan().TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
        {
            return YamlText.Read(body, new YamlReadOptions());
        }

        try
        {
            return Value.Parse(body);
        }
        catch (ValueFormatException malformed)
        {
            throw new ValueFormatException($"{Head} {malformed.Message}", malformed);
        }
    }

    // A missing kind or version counts as the expected one here; who needs them checks what the webhook said.
    private static string? Mismatch(MapValue map, MapValue review)
    {
        var (kind, version) = (review.StringOrEmpty("kind"), review.StringOrEmpty("apiVersion"));
        var (ownKind, ownVersion) = (map.String("kind") is { Length: > 0 } k ? k : kind, map.String("apiVersion") is { Length: > 0 } v ? v : version);
        if (ownKind == kind && ownVersion == version)
        {
            return null;
        }

        var (expected, actual) = (version.Split('/')[^1], ownVersion.Split('/')[^1]);
        return ownKind == kind && ownVersion.Split('/')[0] == version.Split('/')[0] && actual is "v1" or "v1beta1"
            ? $"converting ({actual}.{kind}) to ({expected}.{kind}): unknown conversion"
            : $"no kind {GoText.Quote(ownKind)} is registered for version {GoText.Quote(ownVersion)} in scheme \"pkg/runtime/scheme.go:110\"";
    }

    private static string Unfit(Value value, string target) => $"json: cannot unmarshal {Patching.GoValueText.JsonType(value)} into Go {target}";

    private static string QuotedBody(HttpResponseMessage response, byte[] body)
    {
        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        return type.Length == 0 || type.StartsWith("text/", StringComparison.Ordinal)
            ? Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, QuotedBytes)).Trim()
            : "unknown";
    }

    // apimachinery's NewGenericServerResponse.
    private static string StatusText(int code, string body) => code switch
    {
        400 => "the server rejected our request for an unknown reason",
        401 => "the server has asked for the client to provide credentials",
        403 or 415 => body,
        404 => "the server could not find the requested resource",
        405 => "the server does not allow this method on the requested resource",
        406 => body is "" or "unknown" ? "the server was unable to respond with a content type that the client supports" : body,
        409 => "the server reported a conflict",
        422 => "the server rejected our request due to an error in our request",
        429 => "the server has received too many requests and has asked us to try again later",
        503 => "the server is currently unable to handle the request",
        504 => "the server was unable to return a response in the time allotted, but may still be processing the request",
        >= 500 => $"an error on the server ({GoText.Quote(body)}) has prevented the request from succeeding",
        _ => $"the server responded with the status code {code.ToString(CultureInfo.InvariantCulture)} but did not return more information",
    };
}
