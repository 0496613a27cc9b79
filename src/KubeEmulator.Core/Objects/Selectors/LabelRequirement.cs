using System.Globalization;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>One condition of a label selector.</summary>
public sealed class LabelRequirement
{
    private readonly string[] _values;

    internal LabelRequirement(string key, SelectionOperator @operator, params string[] values)
    {
        Key = key;
        Operator = @operator;
        _values = values;
    }

    /// <summary>The label's key.</summary>
    public string Key { get; }

    /// <summary>How the key and the values are related.</summary>
    public SelectionOperator Operator { get; }

    /// <summary>The values in the order they were given.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>Whether the labels meet this condition.</summary>
    public bool Matches(MapValue labels)
    {
        var value = (labels[Key] as StringValue)?.Text;
        return Operator switch
        {
            SelectionOperator.In or SelectionOperator.Equals or SelectionOperator.DoubleEquals => value is not null && Has(value),
            SelectionOperator.NotIn or SelectionOperator.NotEquals => value is null || !Has(value),
            SelectionOperator.Exists => value is not null,
            SelectionOperator.DoesNotExist => value is null,
            _ => TryInteger(value, out var mine) && _values.Length == 1 && TryInteger(_values[0], out var theirs)
                && (Operator == SelectionOperator.GreaterThan ? mine > theirs : mine < theirs),
        };
    }

    /// <summary>The condition as text, with its values sorted.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Operator == SelectionOperator.DoesNotExist ? "!" : "").Append(Key);
        if (Operator is SelectionOperator.Exists or SelectionOperator.DoesNotExist)
        {
            return text.ToString();
        }

        text.Append(Operator switch
        {
            SelectionOperator.Equals => "=",
            SelectionOperator.DoubleEquals => "==",
            SelectionOperator.NotEquals => "!=",
            SelectionOperator.In => " in ",
            SelectionOperator.NotIn => " notin ",
            SelectionOperator.GreaterThan => ">",
            _ => "<",
        });
        var values = string.Join(',', _values.Order(StringComparer.Ordinal));
        return text.Append(Operator is SelectionOperator.In or SelectionOperator.NotIn ? $"({values})" : values).ToString();
    }

    /// <summary>A condition whose parts are checked; <paramref name="error"/> has the server's words (apimachinery <c>pkg/labels/selector.go</c>, NewRequirement).</summary>
    internal static bool TryCreate(string key, SelectionOperator @operator, string[] values, out LabelRequirement requirement, out string error)
    {
        requirement = new LabelRequirement(key, @operator, values);
        var errors = new FieldErrors();
        if (NameRules.CheckQualifiedName(key) is { Count: > 0 } faults)
        {
            errors.Invalid(FieldPath.Of("key"), key, string.Join("; ", faults));
        }

        CheckValues(@operator, values, errors);
        for (var i = 0; i < values.Length; i++)
        {
            if (NameRules.CheckLabelValue(values[i]) is { Count: > 0 } wrong)
            {
                errors.Invalid(FieldPath.Of("values").Index(i).Key(key), values[i], string.Join("; ", wrong));
            }
        }

        error = StatusDocument.Aggregate(errors);
        return errors.Count == 0;
    }

    private static void CheckValues(SelectionOperator @operator, string[] values, FieldErrors errors)
    {
        var path = FieldPath.Of("values");
        var list = ListValue.From(values.Select(v => (Value)v));
        switch (@operator)
        {
            case SelectionOperator.In or SelectionOperator.NotIn when values.Length == 0:
                errors.Invalid(path, list, "for 'in', 'notin' operators, values set can't be empty");
                break;
            case SelectionOperator.Equals or SelectionOperator.DoubleEquals or SelectionOperator.NotEquals when values.Length != 1:
                errors.Invalid(path, list, "exact-match compatibility requires one single value");
                break;
            case SelectionOperator.Exists or SelectionOperator.DoesNotExist when values.Length != 0:
                errors.Invalid(path, list, "values set must be empty for exists and does not exist");
                break;
            case SelectionOperator.GreaterThan or SelectionOperator.LessThan:
                if (values.Length != 1)
                {
                    errors.Invalid(path, list, "for 'Gt', 'Lt' operators, exactly one value is required");
                }

                for (var i = 0; i < values.Length; i++)
                {
                    if (!TryInteger(values[i], out _))
                    {
                        errors.Invalid(path.Index(i), values[i], "for 'Gt', 'Lt' operators, the value must be an integer");
                    }
                }

                break;
        }
    }

    private static bool TryInteger(string? text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private bool Has(string value)
    {
        foreach (var candidate in _values)
        {
            if (string.Equals(candidate, value, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
