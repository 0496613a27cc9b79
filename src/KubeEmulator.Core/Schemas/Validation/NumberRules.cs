using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>Range, bounds and factor of a number; kube-openapi's numberValidator.</summary>
internal static class NumberRules
{
    public static void Check(ValueResult result, NumberValue value, Schema schema, SchemaConstraints constraints, string path)
    {
        if (!value.IsInteger || schema.Kind != SchemaKind.Integer || schema.Format == "int32")
        {
            result.Add(OutOfRange(value.AsDouble, schema, "Checked", path));
        }

        if (constraints.MultipleOf is { } factor)
        {
            result.Add(OutOfRange(factor, schema, "MultipleOf", path));
            result.Add(NotAMultiple(value, factor, Native(value, schema, factor), path));
        }

        if (constraints.Maximum is { } maximum)
        {
            result.Add(OutOfRange(maximum, schema, "Maximum boundary", path));
            var native = Native(value, schema, maximum);
            var bound = native ? Math.Truncate(maximum) : maximum;
            if (constraints.ExclusiveMaximum ? value.AsDouble >= bound : value.AsDouble > bound)
            {
                result.Add(ValueFault.Invalid(path, value, $"{path} in body should be less than {(constraints.ExclusiveMaximum ? "" : "or equal to ")}{Text(bound, native)}"));
            }
        }

        if (constraints.Minimum is { } minimum)
        {
            result.Add(OutOfRange(minimum, schema, "Minimum boundary", path));
            var native = Native(value, schema, minimum);
            var bound = native ? Math.Truncate(minimum) : minimum;
            if (constraints.ExclusiveMinimum ? value.AsDouble <= bound : value.AsDouble < bound)
            {
                result.Add(ValueFault.Invalid(path, value, $"{path} in body should be greater than {(constraints.ExclusiveMinimum ? "" : "or equal to ")}{Text(bound, native)}"));
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
            return ValueFault.Invalid(path, NumberValue.Of(whole), $"factor MultipleOf declared for {path} must be positive: {Text(whole, native)}");
        }

        var quotient = whole < 1 ? 1 / whole * value.AsDouble : value.AsDouble / whole;
        return IsWhole(quotient) ? null : ValueFault.Invalid(path, value, $"{path} in body should be a multiple of {Text(whole, native)}");
    }

    // swag.IsFloat64AJSONInteger: whole within a relative error of 1e-9, and small enough to be exact.
    internal static bool IsWhole(double number)
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
            SchemaKind.Integer => Math.Truncate(number) == number && number is >= -9.2233720368547758E18 and < 9.2233720368547758E18,
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

    // An integer's bound is an integer, any other a float64.
    private static string Text(double number, bool native) => native ? GoNumbers.Format(number) : GoNumbers.FormatGeneral(number);
}
