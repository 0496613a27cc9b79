namespace KubeEmulator.Expressions;

/// <summary>A value that may be absent.</summary>
internal sealed class CelOptional : CelValue
{
    public static readonly CelOptional None = new(null);
    private static readonly CelType RuntimeType = CelType.Opaque("optional_type");

    private CelOptional(CelValue? value) => Value = value;

    public CelValue? Value { get; }

    public override CelType Type => RuntimeType;

    public static CelOptional Of(CelValue value) => new(value);

    public override bool EqualTo(CelValue other) => other is CelOptional o
        && (Value is null ? o.Value is null : o.Value is not null && Value.EqualTo(o.Value));

    public override int Hash() => Value?.Hash() ?? 0;

    public override KubeEmulator.Values.Value? ToJson() => Value?.ToJson();

    public override string ToString() => Value is null ? "optional.none()" : $"optional({Value})";
}
