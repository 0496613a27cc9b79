namespace KubeEmulator.Expressions;

/// <summary>The arithmetic operators over all types that have them; overflow is an error, never a wrap.</summary>
internal static class CelArithmetic
{
    public static CelValue Add(CelValue a, CelValue b) => (a, b) switch
    {
        (CelInt x, CelInt y) => Int((Int128)x.Value + y.Value),
        (CelUint x, CelUint y) => Uint((Int128)x.Value + y.Value),
        (CelDouble x, CelDouble y) => new CelDouble(x.Value + y.Value),
        (CelString x, CelString y) => CelString.Of(x.Text + y.Text),
        (CelBytes x, CelBytes y) => new CelBytes([.. x.Bytes, .. y.Bytes]),
        (CelList x, CelList y) => x.Concat(y),
        (CelDuration x, CelDuration y) => Duration((Int128)x.Nanoseconds + y.Nanoseconds),
        (CelTimestamp x, CelDuration y) => Shift(x, y.Nanoseconds, 1),
        (CelDuration x, CelTimestamp y) => Shift(y, x.Nanoseconds, 1),
        (CelInt or CelUint or CelDouble or CelString or CelBytes or CelList or CelDuration or CelTimestamp, _) => CelError.NoSuchOverload,
        _ => NoOperator(CelOperators.Add, a),
    };

    public static CelValue Subtract(CelValue a, CelValue b) => (a, b) switch
    {
        (CelInt x, CelInt y) => Int((Int128)x.Value - y.Value),
        (CelUint x, CelUint y) => Uint((Int128)x.Value - y.Value),
        (CelDouble x, CelDouble y) => new CelDouble(x.Value - y.Value),
        (CelDuration x, CelDuration y) => Duration((Int128)x.Nanoseconds - y.Nanoseconds),
        (CelTimestamp, CelDuration { Nanoseconds: long.MinValue }) => CelError.DurationOverflow,
        (CelTimestamp x, CelDuration y) => Shift(x, y.Nanoseconds, -1),
        (CelTimestamp x, CelTimestamp y) => Duration(
            (((Int128)x.Seconds - y.Seconds) * CelDuration.Second) + x.Nanoseconds - y.Nanoseconds),
        (CelInt or CelUint or CelDouble or CelDuration or CelTimestamp, _) => CelError.NoSuchOverload,
        _ => NoOperator(CelOperators.Subtract, a),
    };

    public static CelValue Multiply(CelValue a, CelValue b) => (a, b) switch
    {
        (CelInt x, CelInt y) => Int((Int128)x.Value * y.Value),
        (CelUint x, CelUint y) => Uint((Int128)x.Value * y.Value),
        (CelDouble x, CelDouble y) => new CelDouble(x.Value * y.Value),
        (CelInt or CelUint or CelDouble, _) => CelError.NoSuchOverload,
        _ => NoOperator(CelOperators.Multiply, a),
    };

    public static CelValue Divide(CelValue a, CelValue b) => (a, b) switch
    {
        (CelInt, CelInt { Value: 0 }) or (CelUint, CelUint { Value: 0 }) => CelError.DivisionByZero,
        (CelInt { Value: long.MinValue }, CelInt { Value: -1 }) => CelError.IntegerOverflow,
        (CelInt x, CelInt y) => CelInt.Of(x.Value / y.Value),
        (CelUint x, CelUint y) => new CelUint(x.Value / y.Value),
        (CelDouble x, CelDouble y) => new CelDouble(x.Value / y.Value),
        (CelInt or CelUint or CelDouble, _) => CelError.NoSuchOverload,
        _ => NoOperator(CelOperators.Divide, a),
    };

    public static CelValue Modulo(CelValue a, CelValue b) => (a, b) switch
    {
        (CelInt, CelInt { Value: 0 }) or (CelUint, CelUint { Value: 0 }) => CelError.ModulusByZero,
        (CelInt { Value: long.MinValue }, CelInt { Value: -1 }) => CelError.IntegerOverflow,
        (CelInt x, CelInt y) => CelInt.Of(x.Value % y.Value),
        (CelUint x, CelUint y) => new CelUint(x.Value % y.Value),
        (CelInt or CelUint, _) => CelError.NoSuchOverload,
        _ => NoOperator(CelOperators.Modulo, a),
    };

    public static CelValue Negate(CelValue value) => value switch
    {
        CelInt { Value: long.MinValue } => CelError.IntegerOverflow,
        CelInt x => CelInt.Of(-x.Value),
        CelDouble x => new CelDouble(-x.Value),
        CelDuration { Nanoseconds: long.MinValue } => CelError.DurationOverflow,
        CelDuration x => new CelDuration(-x.Nanoseconds),
        CelBool => CelError.NoSuchOverload,
        _ => NoOperator(CelOperators.Negate, value),
    };

    /// <summary>An order of two values, or the error of having none.</summary>
    public static int Compare(CelValue a, CelValue b, string function, out CelError? error)
    {
        error = null;
        switch (a, b)
        {
            case (CelInt or CelUint or CelDouble, CelInt or CelUint or CelDouble):
                var order = CelNumbers.Compare(a, b);
                error = order is null ? new CelError("NaN values cannot be ordered") : null;
                return order ?? 0;
            case (CelString x, CelString y):
                return CompareText(x.Text, y.Text);
            case (CelBool x, CelBool y):
                return x.Value.CompareTo(y.Value);
            case (CelBytes x, CelBytes y):
                return Math.Sign(x.Bytes.AsSpan().SequenceCompareTo(y.Bytes));
            case (CelDuration x, CelDuration y):
                return x.Nanoseconds.CompareTo(y.Nanoseconds);
            case (CelTimestamp x, CelTimestamp y):
                return x.CompareTo(y);
            case (CelDouble x, _) when double.IsNaN(x.Value):
                error = new CelError("NaN values cannot be ordered");
                return 0;
            default:
                error = IsComparable(a) ? CelError.NoSuchOverload : NoOperator(function, a);
                return 0;
        }
    }

    /// <summary>The error of an operator on a type without it; types with methods say it shorter.</summary>
    public static CelError NoOperator(string function, CelValue operand) =>
        operand is CelString or CelTimestamp or CelDuration ? CelError.NoSuchOverload : new($"no such overload: {function}");

    private static bool IsComparable(CelValue value) =>
        value is CelInt or CelUint or CelDouble or CelString or CelBool or CelBytes or CelDuration or CelTimestamp;

    /// <summary>The order of the UTF-8 forms: surrogate pairs sort behind all other characters.</summary>
    private static int CompareText(string a, string b)
    {
        var length = Math.Min(a.Length, b.Length);
        for (var i = 0; i < length; i++)
        {
            if (a[i] != b[i])
            {
                var high = char.IsSurrogate(a[i]);
                return high != char.IsSurrogate(b[i]) ? (high ? 1 : -1) : Math.Sign(a[i].CompareTo(b[i]));
            }
        }

        return Math.Sign(a.Length.CompareTo(b.Length));
    }

    private static CelValue Shift(CelTimestamp time, long nanoseconds, int sign)
    {
        var total = (((Int128)time.Seconds) * CelDuration.Second) + time.Nanoseconds + ((Int128)nanoseconds * sign);
        var seconds = (long)(total / CelDuration.Second);
        var rest = (int)(total % CelDuration.Second);
        if (rest < 0)
        {
            seconds--;
            rest += (int)CelDuration.Second;
        }

        return seconds is < CelTimestamp.MinSeconds or > CelTimestamp.MaxSeconds ? CelError.TimestampOverflow : new CelTimestamp(seconds, rest);
    }

    private static CelValue Int(Int128 value) =>
        value >= long.MinValue && value <= long.MaxValue ? CelInt.Of((long)value) : CelError.IntegerOverflow;

    private static CelValue Uint(Int128 value) =>
        value >= 0 && value <= ulong.MaxValue ? new CelUint((ulong)value) : CelError.UnsignedOverflow;

    private static CelValue Duration(Int128 value) =>
        value >= long.MinValue && value <= long.MaxValue ? new CelDuration((long)value) : CelError.DurationOverflow;
}
