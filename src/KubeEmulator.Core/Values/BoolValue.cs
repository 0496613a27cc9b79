using System.Text.Json;

namespace KubeEmulator.Values;

/// <summary>A JSON boolean; two instances.</summary>
public sealed class BoolValue : Value
{
    /// <summary><c>true</c>.</summary>
    public static readonly BoolValue True = new(true);

    /// <summary><c>false</c>.</summary>
    public static readonly BoolValue False = new(false);

    private BoolValue(bool value) => Value = value;

    /// <summary>The boolean.</summary>
    public bool Value { get; }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Bool;

    /// <summary>The instance for <paramref name="value"/>.</summary>
    public static BoolValue Of(bool value) => value ? True : False;

    /// <inheritdoc/>
    public override bool Equals(Value? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value ? 1 : 2;

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer) => writer.WriteBooleanValue(Value);
}
