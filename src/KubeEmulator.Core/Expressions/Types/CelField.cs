namespace KubeEmulator.Expressions;

/// <summary>A field of an object type: its name in expressions, the JSON property behind it, and its type.</summary>
/// <param name="Name">The name in expressions (escaped, see <see cref="CelEscaping"/>).</param>
/// <param name="Property">The JSON property.</param>
/// <param name="Type">The declared type.</param>
internal sealed record CelField(string Name, string Property, CelType Type);
