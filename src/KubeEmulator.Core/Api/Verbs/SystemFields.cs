using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>The metadata that belongs to the server. Upstream: <c>apiserver/pkg/registry/rest/meta.go</c>.</summary>
internal static class SystemFields
{
    // Eight attempts keep a million names per prefix practically free of collisions (registry/store.go).
    public const int NameAttempts = 8;

    /// <summary>What the halves of a uid are drawn for.</summary>
    public const string UidDraw = "uid";

    /// <inheritdoc cref="UidDraw"/>
    public const string SecondUidDraw = "uid2";

    /// <summary>Drops what a client may not choose.</summary>
    public static MapValue Wipe(MapValue document) => EditMetadata(document, metadata => metadata
        .Without("creationTimestamp")
        .Without("deletionTimestamp")
        .Without("deletionGracePeriodSeconds")
        .Without("uid")
        .Without("selfLink"));

    /// <summary>Gives a new object its uid, time and, where asked, a generated name.</summary>
    public static MapValue Fill(MapValue document, ClusterServices services)
    {
        var metadata = document.Map("metadata") ?? MapValue.Empty;
        var prefix = metadata.StringOrEmpty("generateName");
        var name = metadata.StringOrEmpty("name");
        if (name.Length == 0 && prefix.Length > 0)
        {
            name = GeneratedNames.Generate(prefix, services.Random.Next("name", prefix));
        }

        var filled = new MapBuilder(metadata.Count + 4);
        if (name.Length > 0)
        {
            filled["name"] = name;
        }

        foreach (var (key, value) in metadata)
        {
            if (key != "name")
            {
                filled[key] = value;
            }
        }

        var space = metadata.StringOrEmpty("namespace");
        filled["uid"] = NewUid(services.Random, $"{space}/{name}");
        filled["creationTimestamp"] = KubeTime.Format(services.Clock.GetUtcNow());
        return document.With("metadata", filled.Build());
    }

    /// <summary>A random (version 4) uid from the cluster's seed.</summary>
    public static string NewUid(ISeededRandom random, string key)
    {
        var first = random.Next(UidDraw, key);
        return Uid(first, random.Next(SecondUidDraw, key));
    }

    /// <summary>The uid of two draws.</summary>
    public static string Uid(ulong first, ulong second)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, first);
        BitConverter.TryWriteBytes(bytes[8..], second);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    /// <summary>Sets or checks <c>metadata.namespace</c> against the request's.</summary>
    /// <exception cref="ApiException">400 when they differ.</exception>
    public static MapValue MatchNamespace(MapValue document, string expected)
    {
        var actual = document.StringAt("metadata", "namespace") ?? "";
        if (actual == expected)
        {
            return document;
        }

        if (actual.Length == 0)
        {
            return EditMetadata(document, metadata => metadata.With("namespace", expected));
        }

        if (expected.Length == 0)
        {
            // A cluster-scoped object silently loses a namespace.
            return EditMetadata(document, metadata => metadata.Without("namespace"));
        }

        throw StatusDocument.BadRequest("the namespace of the provided object does not match the namespace sent on the request").ToException();
    }

    /// <summary>The part of the User-Agent before the first slash, cut as upstream does, unless a manager is named.</summary>
    public static string FieldManager(WriteOptions options, RequestContext request)
    {
        if (options.FieldManager is { Length: > 0 } manager)
        {
            return manager;
        }

        var slash = request.UserAgent.IndexOf('/', StringComparison.Ordinal);
        var prefix = slash >= 0 ? request.UserAgent[..slash] : request.UserAgent;
        const int Longest = 128;
        if (prefix.Length <= Longest && !prefix.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return prefix;
        }

        var text = new System.Text.StringBuilder();
        foreach (var rune in prefix.EnumerateRunes())
        {
            if (text.Length + rune.Utf16SequenceLength > Longest)
            {
                break;
            }

            if (!System.Text.Rune.IsControl(rune))
            {
                text.Append(rune.ToString());
            }
        }

        return text.ToString();
    }

    /// <summary>Edits the metadata; a document without any gets an empty one first.</summary>
    public static MapValue EditMetadata(MapValue document, Func<MapValue, MapValue> edit) =>
        document.With("metadata", edit(document.Map("metadata") ?? MapValue.Empty));
}
