namespace KubeEmulator.Schemas;

/// <summary>One column of a Table.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Type">The JSON type of its cells.</param>
/// <param name="Format">The OpenAPI format of its cells, often empty.</param>
/// <param name="Priority">0 for what is always shown, higher for <c>-o wide</c>.</param>
/// <param name="Description">What the definition says of the column; empty for built-in kinds.</param>
internal sealed record PrinterColumn(string Name, string Type, string Format, long Priority, string Description = "");
