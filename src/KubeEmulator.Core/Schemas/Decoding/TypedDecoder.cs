using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>
/// A parsed document to the form in which a built-in type is stored and served: what Go's decoder accepts, in the order and
/// with the omissions of Go's encoder. Types are checked, unknown fields dropped, quantities, times and base64 written canonically.
/// Subtrees that are already in this form are returned as they are, so decoding a stored object again costs a walk and no memory.
/// </summary>
internal static class TypedDecoder
{
    /// <summary>Decodes a document.</summary>
    /// <param name="document">The document as parsed.</param>
    /// <param name="schema">The schema of its kind.</param>
    /// <param name="duplicates">The paths of members that appeared twice (<see cref="JsonReadOptions.OnDuplicate"/>); those that strict decoding minds are reported.</param>
    /// <param name="known">A document in its stored form, such as the one that was edited; what both share is as it should be.</param>
    public static DecodeOutcome Decode(MapValue document, Schema schema, IReadOnlyCollection<string>? duplicates = null, MapValue? known = null)
    {
        var scratch = DecodeScratch.Take();
        var walk = new DecodeWalk(duplicates is { Count: > 0 } ? duplicates.ToHashSet(StringComparer.Ordinal) : null, scratch);
        var decoded = walk.Object(document, schema, known);
        DecodeScratch.Return(scratch);
        return new DecodeOutcome(decoded, walk.Error, walk.StrictErrors);
    }

    /// <summary>
    /// As <see cref="Decode"/>, for what upstream turns into a struct by reflection: the outcome of a strategic merge or of an apply
    /// (apimachinery <c>runtime/converter.go</c>). Integers wrap around there, floats without a fraction count as integers, and faults have words of
    /// their own.
    /// </summary>
    public static DecodeOutcome DecodeReflected(MapValue document, Schema schema)
    {
        var scratch = DecodeScratch.Take();
        var walk = new DecodeWalk(null, scratch, reflected: true);
        var decoded = walk.Object(document, schema);
        DecodeScratch.Return(scratch);
        var strict = walk.StrictErrors;
        return new DecodeOutcome(decoded, walk.Error, strict.Count > 1 ? [.. strict.Order(StringComparer.Ordinal)] : strict);
    }
}
