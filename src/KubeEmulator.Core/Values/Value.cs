using System.Text;
using System.Text.Json;

namespace KubeEmulator.Values;

/// <summary>
/// An immutable JSON value. Edits return a new value that shares every untouched part with the old one,
/// so values are cheap to keep in many versions and safe to read from any thread.
/// Equality is by content (members of a map in any order) and stops at shared references.
/// </summary>
public abstract class Value : IEquatable<Value>
{
    private protected Value()
    {
    }

    /// <summary>JSON <c>null</c>.</summary>
    public static NullValue Null => NullValue.Instance;

    /// <summary>The JSON type of this value.</summary>
    public abstract ValueKind Kind { get; }

    /// <summary>Parses one JSON document.</summary>
    /// <exception cref="ValueFormatException">The text is not exactly one well-formed JSON document.</exception>
    public static Value Parse(ReadOnlySpan<byte> utf8) => JsonValueReader.Read(utf8, JsonReadOptions.Default);

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static Value Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>A string value.</summary>
    public static implicit operator Value(string text) => StringValue.Of(text);

    /// <summary>A boolean value.</summary>
    public static implicit operator Value(bool value) => BoolValue.Of(value);

    /// <summary>An integer value.</summary>
    public static implicit operator Value(long value) => NumberValue.Of(value);

    /// <summary>An integer value.</summary>
    public static implicit operator Value(int value) => NumberValue.Of(value);

    /// <summary>A floating-point value, written the way Go writes a float64.</summary>
    public static implicit operator Value(double value) => NumberValue.Of(value);

    /// <summary>Compares by content.</summary>
    public static bool operator ==(Value? left, Value? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Compares by content.</summary>
    public static bool operator !=(Value? left, Value? right) => !(left == right);

    /// <summary>Whether both values have the same content. Numbers are equal when they are numerically equal.</summary>
    public abstract bool Equals(Value? other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as Value);

    /// <inheritdoc/>
    public abstract override int GetHashCode();

    /// <summary>Writes this value to <paramref name="writer"/>.</summary>
    public abstract void WriteTo(Utf8JsonWriter writer);

    /// <summary>Compact JSON as UTF-8.</summary>
    public byte[] ToUtf8Bytes() => JsonValueWriter.ToUtf8(this);

    /// <summary>Compact JSON.</summary>
    public override string ToString() => Encoding.UTF8.GetString(ToUtf8Bytes());
}
