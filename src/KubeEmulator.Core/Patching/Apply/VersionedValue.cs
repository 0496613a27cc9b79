using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>An object in one API version, with its type there.</summary>
internal sealed record VersionedValue(Value Value, OwnershipType Type, string ApiVersion)
{
    /// <summary>The fields that the object states.</summary>
    public FieldSet Fields() => TypedFields.Of(Value, Type);

    /// <summary>The object without some fields.</summary>
    public VersionedValue Without(FieldSet fields) =>
        TypedRemoval.Without(Value, fields, Type) is var value && ReferenceEquals(value, Value) ? this : this with { Value = value };

    /// <summary>A set with the named fields above its members added.</summary>
    public FieldSet Named(FieldSet set) => FieldSetAlgebra.WithNamedFields(set, Type);
}
