using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Templates.Functions;

/// <summary>sprig's functions on numbers.</summary>
internal static class NumberFunctions
{
    private const int MostCounted = 100_000;

    public static readonly IReadOnlyDictionary<string, Func<IReadOnlyList<Value>, Value>> All = new Dictionary<string, Func<IReadOnlyList<Value>, Value>>(StringComparer.Ordinal)
    {
        ["int"] = a => a.Integer(0),
        ["int64"] = a => a.Integer(0),
        ["float64"] = a => TemplateArguments.ToDouble(a.At(0)),
        ["atoi"] = a => a.Integer(0),
        ["add"] = a => a.Aggregate(0L, (sum, v) => unchecked(sum + TemplateArguments.ToInteger(v))),
        ["add1"] = a => unchecked(a.Integer(0) + 1),
        ["sub"] = a => unchecked(a.Integer(0) - a.Integer(1)),
        ["mul"] = a => a.Aggregate(1L, (product, v) => unchecked(product * TemplateArguments.ToInteger(v))),
        ["div"] = a => a.Integer(0) / Divisor(a),
        ["mod"] = a => a.Integer(0) % Divisor(a),
        ["max"] = a => a.Select(TemplateArguments.ToInteger).DefaultIfEmpty().Max(),
        ["min"] = a => a.Select(TemplateArguments.ToInteger).DefaultIfEmpty().Min(),
        ["floor"] = a => Math.Floor(TemplateArguments.ToDouble(a.At(0))),
        ["ceil"] = a => Math.Ceiling(TemplateArguments.ToDouble(a.At(0))),
        ["round"] = a => Math.Round(TemplateArguments.ToDouble(a.At(0)), Math.Clamp(a.Count > 1 ? a.Count(1) : 0, 0, 15), MidpointRounding.AwayFromZero),
        ["until"] = a => Count(0, a.Integer(0), 1),
        ["untilStep"] = a => Count(a.Integer(0), a.Integer(1), a.Integer(2)),
    };

    // -1 by itself: the smallest number divided by it has no result.
    private static long Divisor(IReadOnlyList<Value> arguments) => arguments.Integer(1) switch
    {
        0 => throw new TemplateException("division by zero"),
        -1 when arguments.Integer(0) == long.MinValue => 1,
        var divisor => divisor,
    };

    private static ListValue Count(long from, long to, long step)
    {
        var items = new List<Value>();
        for (var i = from; step > 0 ? i < to : step < 0 && i > to; i += step)
        {
            items.Add(items.Count < MostCounted ? i : throw new TemplateException($"more than {MostCounted} numbers"));
        }

        return ListValue.From(items);
    }
}
