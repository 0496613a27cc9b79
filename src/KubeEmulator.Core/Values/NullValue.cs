using System.Text.Json;

namespace KubeEmulator.Values;

/// <summary>JSON <c>null</c>; one instance.</summary>
public sealed class NullValue : Value
{
    internal static readonly NullValue Instance = new();

    private NullValue()
    {
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Null;

    /// <inheritdoc/>
    public override bool Equals(Value? other) => other is NullValue;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteNullValue();
}
