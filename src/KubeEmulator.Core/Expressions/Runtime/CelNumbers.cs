namespace KubeEmulator.Expressions;

/// <summary>Numbers of different types compared on one line (cel-go common/types/compare.go).</summary>
internal static class CelNumbers
{
    /// <summary>Whether both are numbers and equal; NaN equals nothing.</summary>
    public static bool Equal(CelValue a, CelValue b) => Compare(a, b) == 0;

    /// <summary>-1, 0 or 1; <c>null</c> where one is no number or NaN.</summary>
    public static int? Compare(CelValue a, CelValue b) => (a, b) switch
    {
        (CelInt x, CelInt y) => x.Value.CompareTo(y.Value),
        (CelUint x, CelUint y) => x.Value.CompareTo(y.Value),
        (CelInt x, CelUint y) => x.Value < 0 ? -1 : ((ulong)x.Value).CompareTo(y.Value),
        (CelUint x, CelInt y) => y.Value < 0 ? 1 : x.Value.CompareTo((ulong)y.Value),
        (CelDouble x, _) when double.IsNaN(x.Value) => null,
        (_, CelDouble y) when double.IsNaN(y.Value) => null,
        (CelDouble x, CelDouble y) => x.Value.CompareTo(y.Value) is var c && x.Value == y.Value ? 0 : c,
        (CelDouble x, CelInt y) => Compare(x.Value, y.Value),
        (CelInt x, CelDouble y) => -Compare(y.Value, x.Value),
        (CelDouble x, CelUint y) => Compare(x.Value, y.Value),
        (CelUint x, CelDouble y) => -Compare(y.Value, x.Value),
        _ => null,
    };

    /// <summary>One hash for the same number in every type.</summary>
    public static int Hash(double value) => value == 0 ? 0 : value.GetHashCode();

    public static int Hash(long value) => Hash((double)value);

    public static int Hash(ulong value) => Hash((double)value);

    private static int Compare(double x, long y) => x < long.MinValue ? -1 : x > long.MaxValue ? 1 : Order(x, y);

    private static int Compare(double x, ulong y) => x < 0 ? -1 : x > ulong.MaxValue ? 1 : Order(x, y);

    private static int Order(double x, double y) => x < y ? -1 : x > y ? 1 : 0;
}
