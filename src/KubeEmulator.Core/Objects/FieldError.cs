namespace KubeEmulator.Objects;

/// <summary>One fault of one field.</summary>
/// <param name="Type">Why the field is refused.</param>
/// <param name="Field">The field's path as text.</param>
/// <param name="Body">The message without the path, as a Status cause carries it: <c>Invalid value: -1: must be ...</c>.</param>
public sealed record FieldError(FieldErrorType Type, string Field, string Body)
{
    /// <summary>The reason that a Status cause names, such as <c>FieldValueInvalid</c>.</summary>
    public string Reason => Type switch
    {
        FieldErrorType.NotFound => "FieldValueNotFound",
        FieldErrorType.Required => "FieldValueRequired",
        FieldErrorType.Duplicate => "FieldValueDuplicate",
        FieldErrorType.Invalid => "FieldValueInvalid",
        FieldErrorType.NotSupported => "FieldValueNotSupported",
        FieldErrorType.Forbidden => "FieldValueForbidden",
        FieldErrorType.TooLong => "FieldValueTooLong",
        FieldErrorType.TooMany => "FieldValueTooMany",
        FieldErrorType.TypeInvalid => "FieldValueTypeInvalid",
        _ => "InternalError",
    };

    /// <summary>The whole message: <c>spec.replicas: Invalid value: -1: must be ...</c>.</summary>
    public override string ToString() => $"{Field}: {Body}";
}
