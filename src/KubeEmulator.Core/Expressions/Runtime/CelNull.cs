using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary><c>null</c>.</summary>
internal sealed class CelNull : CelValue
{
    public static readonly CelNull Instance = new();

    private CelNull()
    {
    }

    public override CelType Type => CelType.Null;

    public override bool IsZero => true;

    public override bool EqualTo(CelValue other) => other is CelNull;

    public override Value ToJson() => KubeEmulator.Values.Value.Null;

    // The number behind protobuf's NullValue.
    public override string ToString() => "0";
}
