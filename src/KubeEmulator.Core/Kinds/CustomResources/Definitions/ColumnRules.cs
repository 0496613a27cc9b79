using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>One printer column: <c>ValidateCustomResourceColumnDefinition</c>.</summary>
internal static class ColumnRules
{
    private const string Types = "boolean,date,integer,number,string";
    private const string Formats = "byte,date,date-time,double,float,int32,int64,password";

    public static void Validate(MapValue column, FieldPath path, FieldErrors errors)
    {
        var (type, format, jsonPath) = (column.StringOrEmpty("type"), column.StringOrEmpty("format"), column.StringOrEmpty("jsonPath"));
        errors.Present(path.Child("name"), column.StringOrEmpty("name"));
        if (errors.Present(path.Child("type"), type, $"must be one of {Types}") && !Types.Split(',').Contains(type))
        {
            errors.Invalid(path.Child("type"), type, $"must be one of {Types}");
        }

        if (format.Length > 0 && !Formats.Split(',').Contains(format))
        {
            errors.Invalid(path.Child("format"), format, $"must be one of {Formats}");
        }

        if (errors.Present(path.Child("JSONPath"), jsonPath))
        {
            IsSimplePath(jsonPath, path.Child("JSONPath"), errors);
        }
    }

    /// <summary>Whether a path begins with a dot; a fault is added where it does not.</summary>
    public static bool IsSimplePath(string text, FieldPath path, FieldErrors errors)
    {
        if (text.StartsWith('.'))
        {
            return true;
        }

        errors.Invalid(path, text, "must be a simple json path starting with .");
        return false;
    }
}
