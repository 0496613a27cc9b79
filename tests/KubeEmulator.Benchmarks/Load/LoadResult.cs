namespace KubeEmulator.Benchmarks.Load;

/// <summary>One row: what was done to one server, and how it went.</summary>
/// <param name="Row">What.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="ServerMilliseconds">Server processor time per operation; 0 where that says nothing.</param>
internal sealed record LoadResult(string Row, double Value, string Unit, double ServerMilliseconds = 0)
{
    /// <summary>Whether more is better.</summary>
    public bool IsRate => Unit.EndsWith("/s", StringComparison.Ordinal);

    /// <summary>How many times better than another.</summary>
    public double? Times(LoadResult? other) =>
        other is null || Value == 0 || other.Value == 0 ? null : IsRate ? Value / other.Value : other.Value / Value;
}
