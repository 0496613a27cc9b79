using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>Length, pattern and format of a string; the first of length and pattern that fails is reported.</summary>
internal static class StringRules
{
    public static void Check(ValueResult result, StringValue value, Schema schema, SchemaConstraints constraints, string path)
    {
        result.Add(FirstFault(value, constraints, path));
        result.Match();
        if (StringFormats.Of(schema) is not { } isValid)
        {
            return;
        }

        result.Match();
        if (!isValid(value.Text))
        {
            result.Add(ValueFault.Type(path, schema.Format!, value));
        }
    }

    private static ValueFault? FirstFault(StringValue value, SchemaConstraints constraints, string path)
    {
        // Lengths are in code points.
        var length = constraints.MaxLength is null && constraints.MinLength is null ? 0 : value.Text.EnumerateRunes().Count();
        if (length > constraints.MaxLength)
        {
            return ValueFault.TooLong(path, constraints.MaxLength.Value, $"{path} in body should be at most {constraints.MaxLength} chars long");
        }

        if (length < constraints.MinLength)
        {
            return ValueFault.Invalid(path, value, $"{path} in body should be at least {constraints.MinLength} chars long");
        }

        if (constraints.Pattern is not { } text)
        {
            return null;
        }

        var pattern = GoPattern.Of(text);
        return pattern.IsMatch(value.Text) ? null
            : ValueFault.Invalid(path, value, $"{path} in body should match '{(pattern.Error is null ? text : $"{text}, but pattern is invalid: {pattern.Error}")}'");
    }
}
