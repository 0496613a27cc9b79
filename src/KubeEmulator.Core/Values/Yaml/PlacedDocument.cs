namespace KubeEmulator.Values;

/// <summary>A document of a YAML text and where it stands, for messages to people.</summary>
/// <param name="Value">The document.</param>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="ItemLines">The first lines of its <c>items</c>; none where it is no list.</param>
internal readonly record struct PlacedDocument(Value Value, int Line, IReadOnlyList<int> ItemLines);
