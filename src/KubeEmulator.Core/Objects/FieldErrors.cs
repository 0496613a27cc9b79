using System.Collections;
using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>
/// All faults found in an object, in the order found: validation never stops at the first.
/// One method per error type, with the words of apimachinery's <c>field</c> package.
/// </summary>
public sealed class FieldErrors : IReadOnlyList<FieldError>
{
    private readonly List<FieldError> _errors = [];

    /// <inheritdoc/>
    public int Count => _errors.Count;

    /// <inheritdoc/>
    public FieldError this[int index] => _errors[index];

    /// <summary>Adds a fault made elsewhere.</summary>
    public void Add(FieldError error) => _errors.Add(error);

    /// <summary><c>Required value: detail</c>.</summary>
    public void Required(FieldPath path, string detail = "") => Add(FieldErrorType.Required, path, WithDetail("Required value", detail));

    /// <summary><c>Invalid value: value: detail</c>; strings are quoted, maps and lists written as JSON.</summary>
    public void Invalid(FieldPath path, Value? value, string detail) => Add(FieldErrorType.Invalid, path, WithDetail($"Invalid value: {FieldErrorText.Value(value)}", detail));

    /// <summary><c>Invalid value: literal: detail</c> with the value already in its printed form.</summary>
    public void InvalidText(FieldPath path, string literal, string detail) => Add(FieldErrorType.Invalid, path, WithDetail($"Invalid value: {literal}", detail));

    /// <summary><c>Duplicate value: value</c>.</summary>
    public void Duplicate(FieldPath path, Value? value) => Add(FieldErrorType.Duplicate, path, $"Duplicate value: {FieldErrorText.Value(value)}");

    /// <summary><c>Not found: value</c>.</summary>
    public void NotFound(FieldPath path, Value? value) => Add(FieldErrorType.NotFound, path, $"Not found: {FieldErrorText.Value(value)}");

    /// <summary><c>Unsupported value: value: supported values: "A", "B"</c>.</summary>
    public void NotSupported(FieldPath path, Value? value, params ReadOnlySpan<string> supported) =>
        Add(FieldErrorType.NotSupported, path, WithDetail($"Unsupported value: {FieldErrorText.Value(value)}", FieldErrorText.Supported(supported)));

    /// <summary><c>Forbidden: detail</c>.</summary>
    public void Forbidden(FieldPath path, string detail) => Add(FieldErrorType.Forbidden, path, $"Forbidden: {detail}");

    /// <summary><c>Too long: may not be more than N bytes</c>.</summary>
    public void TooLong(FieldPath path, int maxBytes) =>
        Add(FieldErrorType.TooLong, path, maxBytes >= 0 ? $"Too long: may not be more than {maxBytes} {(maxBytes == 1 ? "byte" : "bytes")}" : "Too long: value is too long");

    /// <summary><c>Too many: N: must have at most M items</c>.</summary>
    public void TooMany(FieldPath path, int actual, int max) =>
        Add(FieldErrorType.TooMany, path, actual < 0 ? WithDetail("Too many", FieldErrorText.AtMost(max)) : WithDetail($"Too many: {actual}", FieldErrorText.AtMost(max)));

    /// <summary><c>Internal error: detail</c>.</summary>
    public void Internal(FieldPath path, string detail) => Add(FieldErrorType.Internal, path, $"Internal error: {detail}");

    /// <inheritdoc/>
    public IEnumerator<FieldError> GetEnumerator() => _errors.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string WithDetail(string head, string detail) => detail.Length == 0 ? head : $"{head}: {detail}";

    private void Add(FieldErrorType type, FieldPath path, string body) => _errors.Add(new FieldError(type, path.ToString(), body));
}
