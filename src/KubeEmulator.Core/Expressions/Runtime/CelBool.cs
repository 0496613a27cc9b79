using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary><c>bool</c>.</summary>
internal sealed class CelBool : CelValue
{
    public static readonly CelBool True = new(true);
    public static readonly CelBool False = new(false);

    private CelBool(bool value) => Value = value;

    public bool Value { get; }

    public override CelType Type => CelType.Bool;

    public override bool IsZero => !Value;

    public static CelBool Of(bool value) => value ? True : False;

    public override bool EqualTo(CelValue other) => ReferenceEquals(this, other);

    public override int Hash() => Value ? 1 : 2;

    public override Value ToJson() => BoolValue.Of(Value);

    public override string ToString() => Value ? "true" : "false";
}
