namespace KubeEmulator.Expressions;

/// <summary>An error as a value, in cel-go's words.</summary>
internal sealed class CelError(string message) : CelValue
{
    public static readonly CelError NoSuchOverload = new("no such overload");
    public static readonly CelError IntegerOverflow = new("integer overflow");
    public static readonly CelError UnsignedOverflow = new("unsigned integer overflow");
    public static readonly CelError DurationOverflow = new("duration overflow");
    public static readonly CelError TimestampOverflow = new("timestamp overflow");
    public static readonly CelError DivisionByZero = new("division by zero");
    public static readonly CelError ModulusByZero = new("modulus by zero");

    public string Message { get; } = message;

    public override CelType Type => CelType.Error;

    public static CelError NoSuchKey(string key) => new($"no such key: {key}");

    public static CelError Conversion(CelValue value, CelType to) =>
        new($"type conversion error from '{value.Type.Name}' to '{to.Name}'");

    public override bool EqualTo(CelValue other) => ReferenceEquals(this, other);

    public override string ToString() => Message;
}
