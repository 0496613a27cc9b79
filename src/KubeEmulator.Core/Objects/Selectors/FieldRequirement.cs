namespace KubeEmulator.Objects;

/// <summary>One condition of a field selector.</summary>
/// <param name="Field">The field, such as <c>metadata.name</c>.</param>
/// <param name="Value">The value without escapes.</param>
/// <param name="IsEqual">Whether the field must have the value, or must not.</param>
public readonly record struct FieldRequirement(string Field, string Value, bool IsEqual = true)
{
    /// <summary>The condition as text, with the value escaped.</summary>
    public override string ToString() => $"{Field}{(IsEqual ? "=" : "!=")}{FieldSelector.Escape(Value)}";
}
