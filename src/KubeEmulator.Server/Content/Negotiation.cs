using KubeEmulator.Objects;
using KubeEmulator.Server.Requests;

namespace KubeEmulator.Server.Content;

/// <summary>
/// From an Accept header to an agreement. Upstream: <c>apiserver/pkg/endpoints/handlers/negotiation/negotiate.go</c>.
/// Protobuf and CBOR are passed over in a list, so that clients which prefer them get the JSON they accept as well.
/// </summary>
internal static class Negotiation
{
    /// <summary>Agrees on the answer of a resource, or of a document where <paramref name="transforms"/> is false.</summary>
    /// <exception cref="ApiException">406: nothing accepted is served.</exception>
    public static Negotiated Agree(string? accept, QueryValues query, string? userAgent, bool transforms = true)
    {
        if (string.IsNullOrEmpty(accept))
        {
            return new Negotiated(ContentFormat.Json, Transform.None, "v1", IsPretty(query, userAgent, null));
        }

        foreach (var range in MediaType.ParseAccept(accept))
        {
            foreach (var format in (ReadOnlySpan<ContentFormat>)[ContentFormat.Json, ContentFormat.Yaml])
            {
                if (range.Includes("application", format == ContentFormat.Json ? "json" : "yaml") && TransformOf(range, transforms) is { } transform)
                {
                    return new Negotiated(format, transform, range.Parameter("v") ?? "v1", IsPretty(query, userAgent, range));
                }
            }
        }

        throw StatusDocument.NotAcceptable(MediaTypes.Served).ToException();
    }

    /// <summary>The agreement by which a refusal is written: as asked where that is possible, else JSON.</summary>
    public static Negotiated AgreeOnStatus(string? accept, QueryValues query, string? userAgent)
    {
        try
        {
            return Agree(accept, query, userAgent) with { Transform = Transform.None };
        }
        catch (ApiException)
        {
            return Negotiated.Json;
        }
    }

    /// <summary>Agrees on a watch, which is never YAML.</summary>
    /// <exception cref="ApiException">406: nothing accepted is served as a stream.</exception>
    public static Negotiated AgreeOnStream(string? accept, QueryValues query, string? userAgent)
    {
        var agreed = Agree(accept, query, userAgent);
        return agreed.Format == ContentFormat.Json
            ? agreed
            : throw StatusDocument.NotAcceptable([$"{MediaTypes.Json};stream=watch", $"{MediaTypes.Protobuf};stream=watch"]).ToException();
    }

    // Null where the parameters ask for something that is not served, so that the next range is tried.
    private static Transform? TransformOf(MediaType range, bool transforms)
    {
        if (range.Parameter("stream") is { Length: > 0 } stream && stream != "watch")
        {
            return null;
        }

        var (kind, group, version) = (range.Parameter("as"), range.Parameter("g"), range.Parameter("v"));
        if (kind is null && group is null && version is null)
        {
            return Transform.None;
        }

        if (!transforms || group != "meta.k8s.io" || version is not ("v1" or "v1beta1"))
        {
            return null;
        }

        return kind switch
        {
            "Table" => Transform.Table,
            "PartialObjectMetadata" => Transform.PartialObjectMetadata,
            "PartialObjectMetadataList" => Transform.PartialObjectMetadataList,
            _ => null,
        };
    }

    // Upstream indents for curl, wget and browsers unless told otherwise.
    private static bool IsPretty(QueryValues query, string? userAgent, MediaType? range)
    {
        if (query.First("pretty") is { Length: > 0 } asked)
        {
            return asked is "1" or "t" or "T" or "true" or "TRUE" or "True";
        }

        if (range?.Parameter("pretty") is { } parameter)
        {
            return parameter == "1";
        }

        return userAgent is not null && (userAgent.StartsWith("curl", StringComparison.Ordinal) || userAgent.StartsWith("Wget", StringComparison.Ordinal) || userAgent.StartsWith("Mozilla/5.0", StringComparison.Ordinal));
    }
}
