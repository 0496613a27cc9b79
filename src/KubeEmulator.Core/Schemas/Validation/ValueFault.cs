using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>One fault that kube-openapi's validator finds.</summary>
/// <param name="Error">The field error it becomes.</param>
/// <param name="Text">The validator's own words; the same words are reported once.</param>
internal sealed record ValueFault(FieldError Error, string Text)
{
    // A fault without a field prints as Go prints a nil path.
    private const string NoField = "<nil>";

    /// <summary><c>Invalid value: value: text</c>.</summary>
    public static ValueFault Invalid(string path, Value value, string text) => Of(FieldErrorType.Invalid, path, FieldErrorText.Value(value), text);

    /// <summary>A wrong type: the value's type stands where the value would.</summary>
    public static ValueFault Type(string path, string expected, Value value) =>
        value is StringValue actual
            ? Of(FieldErrorType.TypeInvalid, path, GoText.Quote(actual.Text), $"{path} in body must be of type {expected}: {GoText.Quote(actual.Text)}")
            : Of(FieldErrorType.TypeInvalid, path, FieldErrorText.Value(value), $"{path} in body must be of type {expected}");

    /// <summary>A fault of several schemas at once, which names no field but in its text.</summary>
    public static ValueFault Composite(string text) => Of(FieldErrorType.Invalid, "", "\"\"", text);

    public static ValueFault Required(string path) => Made(path, $"{path} in body is required", (errors, at) => errors.Required(at));

    public static ValueFault TooLong(string path, long most, string text) => Made(path, text, (errors, at) => errors.TooLong(at, (int)most));

    public static ValueFault TooMany(string path, int actual, long most, string text) => Made(path, text, (errors, at) => errors.TooMany(at, actual, (int)most));

    public static ValueFault NotSupported(string path, Value value, IReadOnlyList<Value> supported)
    {
        string[] texts = [.. supported.Select(v => v is StringValue s ? s.Text : v.ToString())];
        return Made(path, $"{path} in body should be one of [{string.Join(' ', texts)}]", (errors, at) => errors.NotSupported(at, value, texts));
    }

    private static ValueFault Of(FieldErrorType type, string path, string literal, string text) =>
        new(new FieldError(type, FieldOf(path), $"Invalid value: {literal}: {text}"), text);

    private static ValueFault Made(string path, string text, Action<FieldErrors, FieldPath> add)
    {
        var errors = new FieldErrors();
        add(errors, FieldPath.Of(FieldOf(path)));
        return new ValueFault(errors[0], text);
    }

    // Paths of additional properties and required fields at the root begin with a dot.
    private static string FieldOf(string path) => path.TrimStart('.') is { Length: > 0 } field ? field : NoField;
}
