using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>What became of decoding a document into a built-in type.</summary>
/// <param name="Document">The document in its stored form; not to be used where <paramref name="Error"/> is set.</param>
/// <param name="Error">Why Go's decoder refuses the document, in its words (<c>json: cannot unmarshal string into ...</c>); null where it does not.</param>
/// <param name="StrictErrors">What strict decoding minds, in document order: <c>unknown field "spec.foo"</c>, <c>duplicate field "spec.paused"</c>; at most 100.</param>
internal readonly record struct DecodeOutcome(MapValue Document, string? Error, IReadOnlyList<string> StrictErrors);
