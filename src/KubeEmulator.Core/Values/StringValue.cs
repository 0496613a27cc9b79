using System.Text.Json;

namespace KubeEmulator.Values;

/// <summary>A JSON string.</summary>
public sealed class StringValue : Value
{
    /// <summary>The empty string.</summary>
    public static readonly StringValue Empty = new("");

    private StringValue(string text) => Text = text;

    /// <summary>The characters.</summary>
    public string Text { get; }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.String;

    /// <summary>A value for <paramref name="text"/>.</summary>
    public static StringValue Of(string text) => text.Length == 0 ? Empty : new StringValue(text);

    /// <inheritdoc/>
    public override bool Equals(Value? other) =>
        ReferenceEquals(this, other) || (other is StringValue s && string.Equals(Text, s.Text, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteStringValue(Text);
}
