using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>Range, bounds and factor of a number; kube-openapi's numberValidator.</summary>
internal static class NumberRules
{
    public static void Check(ValueResult result, NumberValue value, Schema schema, SchemaConstraints constraints, string path)
    {
        result.Add(OutOfRange(value.AsDouble, schema, "Checked", path));
        if (constraints.MultipleOf is { } factor)
        {
            result.Add(OutOfRange(factor, schema, "MultipleOf", path));
            result.Add(NotAMultiple(value, factor, Native(value, schema, factor), path));
        }

        if (constraints.Maximum is { } maximum)
        {
            result.Add(OutOfRange(maximum, schema, "Maximum boundary", path));
            var bound = Native(value, schema, maximum) ? Math.Truncate(maximum) : maximum;
            if (constraints.ExclusiveMaximum ? value.AsDouble >= bound : value.AsDouble > bound)
            {
                result.Add(ValueFault.Invalid(path, value, $"{path} in body should be less than {(constraints.ExclusiveMaximum ? "" : "or equal to ")}{Text(bound)}"));
            }
        }

        if (constraints.Minimum is { } minimum)
        {
            result.Add(OutOfRange(minimum, schema, "Minimum boundary", path));
            var bound = Native(value, schema, minimum) ? Math.Truncate(minimum) : minimum;
            if (constraints.ExclusiveMinimum ? value.AsDouble <= bound : value.AsDouble < bound)
            {
                result.Add(ValueFault.Invalid(path, value, $"{path} in body should be greater than {(constraints.ExclusiveMinimum ? "" : "or equal to ")}{Text(bound)}"));
            }
        }

        result.Match();
        result.Match();
    }

    // An integer is compared with the bound as an integer, unless the bound itself is no value of the type.
    private static bool Native(NumberValue value, Schema schema, double bound) => value.IsInteger && OutOfRange(bound, schema, "", "") is null;

    private static ValueFault? NotAMultiple(NumberValue value, double factor, bool native, string path)
    {
        var whole = native ? Math.Truncate(factor) : factor;
        if (whole <= 0)
        {
            return ValueFault.Invalid(path, NumberValue.Of(whole), $"factor MultipleOf declared for {path} must be positive: {Text(whole)}");
        }

        var quotient = whole < 1 ? 1 / whole * value.AsDouble : value.AsDouble / whole;
        return IsWhole(quotient) ? null : ValueFault.Invalid(path, value, $"{path} in body should be a multiple of {Text(whole)}");
    }

    // swag.IsFloat64AJSONInteger: whole within a relative error of 1e-9, and small enough to be exact.
    private static bool IsWhole(double number)
    {
        if (!double.IsFinite(number) || Math.Abs(number) > 9007199254740991)
        {
            return false;
        }

        var whole = Math.Round(number);
        return number == whole || (whole != 0 && Math.Abs(number - whole) / (Math.Abs(number) + Math.Abs(whole)) < 1e-9);
    }

    private static ValueFault? OutOfRange(double number, Schema schema, string what, string path)
    {
        var fits = schema.Kind switch
        {
            SchemaKind.Integer when schema.Format == "int32" => Math.Truncate(number) == number && number is >= int.MinValue and <= int.MaxValue,
            SchemaKind.Integer => Math.Truncate(number) == number && number is >= -9.2233720368547758E18 and <= 9.2233720368547758E18,
            SchemaKind.Number when schema.Format == "float" => Math.Abs(number) <= float.MaxValue,
            _ => true,
        };
        if (fits)
        {
            return null;
        }

        var format = StringFormats.Supported(schema);
        var type = schema.Kind == SchemaKind.Integer ? "integer" : "number";
        return ValueFault.Composite($"{what} value must be of type {type} {(format is null ? "(default format)" : $"with format {format}")} in {path}");
    }

    // Go's %v: exponents below 1e-4 and from 1e21, with two digits at least.
    private static string Text(double number)
    {
        var magnitude = Math.Abs(number);
        if (magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e21))
        {
            return GoNumbers.Format(number);
        }

        var shortest = number.ToString("E16", CultureInfo.InvariantCulture);
        var mantissa = number.ToString("R", CultureInfo.InvariantCulture).Split('E')[0];
        var exponent = int.Parse(shortest[(shortest.IndexOf('E', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
        return $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }
}
