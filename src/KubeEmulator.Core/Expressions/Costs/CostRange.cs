namespace KubeEmulator.Expressions;

/// <summary>What evaluating costs, at least and at most; also sizes are such ranges. Sums and products saturate.</summary>
internal readonly record struct CostRange(ulong Min, ulong Max)
{
    public static readonly CostRange Zero;
    public static readonly CostRange One = new(1, 1);
    public static readonly CostRange Unknown = new(0, ulong.MaxValue);

    public static CostRange Fixed(ulong value) => new(value, value);

    public static CostRange operator +(CostRange a, CostRange b) => new(Add(a.Min, b.Min), Add(a.Max, b.Max));

    public static CostRange operator *(CostRange a, CostRange b) => new(Multiply(a.Min, b.Min), Multiply(a.Max, b.Max));

    /// <summary>Scaled and rounded up.</summary>
    public CostRange Scale(double factor) => new(Scale(Min, factor), Scale(Max, factor));

    /// <summary>The range that holds both.</summary>
    public CostRange Union(CostRange other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));

    private static ulong Add(ulong a, ulong b) => a > ulong.MaxValue - b ? ulong.MaxValue : a + b;

    private static ulong Multiply(ulong a, ulong b) => b != 0 && a > ulong.MaxValue / b ? ulong.MaxValue : a * b;

    private static ulong Scale(ulong value, double factor)
    {
        var scaled = Math.Ceiling(value * factor);
        return scaled >= 18446744073709551616d ? ulong.MaxValue : (ulong)scaled;
    }
}
