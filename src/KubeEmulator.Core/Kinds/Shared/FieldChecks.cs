using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Checks of single fields that most kinds make, with the words of apimachinery's <c>pkg/api/validation</c>.</summary>
internal static class FieldChecks
{
    public const string Negative = "must be greater than or equal to 0";
    public const string NotPositive = "must be greater than zero";
    public const string ImmutableText = "field is immutable";

    /// <summary>Adds one <c>Invalid</c> for each fault of a text.</summary>
    public static void Faults(this FieldErrors errors, FieldPath path, string value, IReadOnlyList<string> faults)
    {
        foreach (var fault in faults)
        {
            errors.Invalid(path, value, fault);
        }
    }

    /// <summary>Adds one <c>Invalid</c> for each fault of a number.</summary>
    public static void Faults(this FieldErrors errors, FieldPath path, long value, IReadOnlyList<string> faults)
    {
        foreach (var fault in faults)
        {
            errors.Invalid(path, value, fault);
        }
    }

    /// <summary>A count that may be zero; an absent one is.</summary>
    public static void NonNegative(this FieldErrors errors, FieldPath path, long? value)
    {
        if (value < 0)
        {
            errors.Invalid(path, value.Value, Negative);
        }
    }

    /// <summary>A count that may be zero, in the member of this name.</summary>
    public static void NonNegative(this FieldErrors errors, FieldPath path, MapValue map, string member) =>
        errors.NonNegative(path.Child(member), map.Integer(member));

    /// <summary>A count above zero.</summary>
    public static void Positive(this FieldErrors errors, FieldPath path, long value)
    {
        if (value <= 0)
        {
            errors.Invalid(path, value, NotPositive);
        }
    }

    /// <summary>A quantity that may be zero.</summary>
    public static void NonNegative(this FieldErrors errors, FieldPath path, Quantity value)
    {
        if (value.Sign < 0)
        {
            errors.Invalid(path, value.ToString(), Negative);
        }
    }

    /// <summary>A quantity above zero.</summary>
    public static void Positive(this FieldErrors errors, FieldPath path, Quantity value)
    {
        if (value.Sign <= 0)
        {
            errors.Invalid(path, value.ToString(), NotPositive);
        }
    }

    /// <summary>A field that an update must not change; absent, empty and zero count as the same.</summary>
    public static void Immutable(this FieldErrors errors, FieldPath path, Value? updated, Value? old)
    {
        if (!SemanticEquality.Equal(updated, old))
        {
            errors.Invalid(path, updated, ImmutableText);
        }
    }

    /// <summary>A text that must be there; returns whether it is.</summary>
    public static bool Present(this FieldErrors errors, FieldPath path, string value, string detail = "")
    {
        if (value.Length == 0)
        {
            errors.Required(path, detail);
        }

        return value.Length > 0;
    }

    /// <summary>A text that must be one of a few.</summary>
    public static void OneOf(this FieldErrors errors, FieldPath path, string value, params ReadOnlySpan<string> supported)
    {
        if (!supported.Contains(value))
        {
            errors.NotSupported(path, value, supported);
        }
    }

    /// <summary>A DNS label.</summary>
    public static void Label(this FieldErrors errors, FieldPath path, string value) =>
        errors.Faults(path, value, NameRules.CheckDns1123Label(value));

    /// <summary>A DNS subdomain.</summary>
    public static void Subdomain(this FieldErrors errors, FieldPath path, string value) =>
        errors.Faults(path, value, NameRules.CheckDns1123Subdomain(value));

    /// <summary>An <c>Invalid</c> that does not show the value.</summary>
    public static void InvalidOmitted(this FieldErrors errors, FieldPath path, string detail) =>
        errors.Add(new FieldError(FieldErrorType.Invalid, path.ToString(), $"Invalid value: {detail}"));

    /// <summary>A <c>Duplicate</c> whose value is in its printed form.</summary>
    public static void DuplicateText(this FieldErrors errors, FieldPath path, string literal) =>
        errors.Add(new FieldError(FieldErrorType.Duplicate, path.ToString(), $"Duplicate value: {literal}"));

    /// <summary>Something that is not there, with a word on what is.</summary>
    public static void NotFound(this FieldErrors errors, FieldPath path, string value, string detail) =>
        errors.Add(new FieldError(FieldErrorType.NotFound, path.ToString(), $"Not found: {GoText.Quote(value)}: {detail}"));
}
