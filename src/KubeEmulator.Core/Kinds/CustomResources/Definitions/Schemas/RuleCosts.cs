using System.Globalization;
using KubeEmulator.Objects;

namespace KubeEmulator.Kinds;

/// <summary>What the rules of one schema may cost together; <c>TotalCost</c> in apiextensions' <c>validation/cel_validation.go</c>.</summary>
internal sealed class RuleCosts
{
    /// <summary>The most that one rule may cost.</summary>
    public const ulong PerRule = 10_000_000;

    /// <summary>The most that all rules of a schema may cost.</summary>
    public const ulong PerSchema = 100_000_000;

    private const int Named = 4;

    private readonly List<(FieldPath Path, ulong Cost)> _expensive = [];
    private ulong _total;

    /// <summary>The cost of an expression evaluated so many times.</summary>
    public static ulong Times(ulong cost, ulong times) => cost == 0 ? 0 : ulong.MaxValue / cost < times ? ulong.MaxValue : cost * times;

    /// <summary>How a cost over its limit is told.</summary>
    public static string Message(string what, ulong cost, ulong limit)
    {
        var factor = (double)cost / limit;
        var text = factor > 100 ? "more than 100x" : factor < 1.5 ? factor.ToString("F6", CultureInfo.InvariantCulture) + "x" : factor.ToString("F1", CultureInfo.InvariantCulture) + "x";
        return $"{what} exceeds budget by factor of {text} (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)";
    }

    public void Add(FieldPath path, ulong cost)
    {
        _total = ulong.MaxValue - _total < cost ? ulong.MaxValue : _total + cost;
        if (cost >= PerSchema / 100)
        {
            _expensive.Add((path, cost));
        }
    }

    /// <summary>Adds the faults of the sum: the most expensive rules, then the schema as a whole.</summary>
    public void AddTotal(FieldPath schema, FieldErrors errors)
    {
        if (_total <= PerSchema)
        {
            return;
        }

        foreach (var (path, _) in _expensive.OrderByDescending(e => e.Cost).Take(Named))
        {
            errors.Forbidden(path, "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema");
        }

        errors.Forbidden(schema, Message("x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema", _total, PerSchema));
    }
}
