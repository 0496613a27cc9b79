namespace KubeEmulator.Objects;

/// <summary>Why a field is refused; the rule followed is apimachinery's <c>pkg/util/validation/field/errors.go</c>.</summary>
public enum FieldErrorType
{
    /// <summary><c>FieldValueNotFound</c>: refers to something that is not there.</summary>
    NotFound,

    /// <summary><c>FieldValueRequired</c>: absent or empty.</summary>
    Required,

    /// <summary><c>FieldValueDuplicate</c>: appears twice.</summary>
    Duplicate,

    /// <summary><c>FieldValueInvalid</c>: malformed.</summary>
    Invalid,

    /// <summary><c>FieldValueNotSupported</c>: not one of the supported values.</summary>
    NotSupported,

    /// <summary><c>FieldValueForbidden</c>: well-formed but not allowed here.</summary>
    Forbidden,

    /// <summary><c>FieldValueTooLong</c>: too many characters.</summary>
    TooLong,

    /// <summary><c>FieldValueTooMany</c>: too many items.</summary>
    TooMany,

    /// <summary><c>InternalError</c>: the check itself failed.</summary>
    Internal,

    /// <summary><c>FieldValueTypeInvalid</c>: of the wrong JSON type.</summary>
    TypeInvalid,
}
