using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>
/// A custom resource to its stored form: defaults, pruning, nulls, metadata, in the order of apiextensions'
/// <c>customresource_handler.go</c> (unstructuredDefaulter, then unstructuredSchemaCoercer). Shares unchanged subtrees.
/// </summary>
internal static class CustomResourceDecoder
{
    /// <summary>Decodes the body of a request: malformed metadata is refused.</summary>
    /// <param name="document">The document as parsed.</param>
    /// <param name="schema">The schema of its version.</param>
    /// <param name="duplicates">The paths of members that appeared twice.</param>
    /// <param name="preserveUnknownFields">The definition's own <c>spec.preserveUnknownFields</c>.</param>
    public static DecodeOutcome Decode(MapValue document, Schema schema, IReadOnlyCollection<string>? duplicates = null, bool preserveUnknownFields = false)
    {
        List<string> strict = duplicates is { Count: > 0 } ? [.. duplicates.Distinct(StringComparer.Ordinal).Select(StrictErrors.Duplicate)] : [];
        var outcome = Decode(Defaulter.Default(document, schema), schema, preserveUnknownFields, dropInvalid: false, strict);
        return outcome with { StrictErrors = strict };
    }

    /// <summary>What an apply made of a stored object: it gets defaults, and keeps the nulls that were applied for validation to judge.</summary>
    public static DecodeOutcome DecodeMerged(MapValue merged, Schema schema)
    {
        var metadata = merged["metadata"] is { } sent ? ObjectMetaDecoding.Decode(sent, false) : new DecodeOutcome(MapValue.Empty, null, []);
        return metadata.Error is not null
            ? metadata with { Document = merged }
            : new DecodeOutcome(UnstructuredForm.Of(Defaulter.Default(merged, schema).With("metadata", metadata.Document)), null, []);
    }

    /// <summary>
    /// A stored object as the schema now wants it: defaults that came later are filled in, fields that left the schema are
    /// dropped, malformed metadata too.
    /// </summary>
    public static MapValue Read(MapValue stored, Schema schema, bool preserveUnknownFields = false) =>
        Decode(Defaulter.Default(stored, schema), schema, preserveUnknownFields, dropInvalid: true, null).Document;

    private static DecodeOutcome Decode(MapValue document, Schema schema, bool preserveUnknownFields, bool dropInvalid, List<string>? strict)
    {
        var metadata = document["metadata"] is { } sent ? ObjectMetaDecoding.Decode(sent, dropInvalid) : new DecodeOutcome(MapValue.Empty, null, []);
        if (metadata.Error is not null)
        {
            return metadata with { Document = document };
        }

        if (metadata.StrictErrors.Count > 0)
        {
            strict?.AddRange(metadata.StrictErrors.Select(e => StrictErrors.Unknown("metadata." + StrictErrors.PathOf(e))));
        }

        if (!preserveUnknownFields)
        {
            var pruned = Pruner.Prune(document, schema);
            if (strict is not null && !ReferenceEquals(pruned, document))
            {
                // Walked a second time for the paths: only now somebody needs them.
                var unknown = new List<string>();
                Pruner.Prune(document, schema, unknown);
                Report(strict, unknown);
            }

            document = NullPruner.Prune(pruned, schema);
        }

        if (StructuralTraits.Of(schema).HasEmbedded)
        {
            var embedded = new EmbeddedResources(dropInvalid);
            document = embedded.Coerce(document, schema);
            if (embedded.Error is { } error)
            {
                return new DecodeOutcome(document, error.ToString(), []);
            }

            Report(strict, embedded.Unknown);
        }

        document = document.ContainsKey("metadata") ? document.With("metadata", metadata.Document) : document;
        return new DecodeOutcome(UnstructuredForm.Of(document), null, []);
    }

    private static void Report(List<string>? strict, List<string>? unknown)
    {
        unknown?.Sort(StringComparer.Ordinal);
        strict?.AddRange((unknown ?? []).Select(StrictErrors.Unknown));
    }
}
