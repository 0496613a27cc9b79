using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>One entry of a status's <c>details.causes</c>; empty parts are left out of the document.</summary>
/// <param name="Reason">The cause's type, such as <c>FieldValueInvalid</c>.</param>
/// <param name="Message">The text for people.</param>
/// <param name="Field">The field concerned.</param>
public readonly record struct StatusCause(string Reason, string Message, string Field = "")
{
    internal MapValue ToValue()
    {
        var cause = new MapBuilder();
        StatusDocument.SetText(cause, "reason", Reason);
        StatusDocument.SetText(cause, "message", Message);
        StatusDocument.SetText(cause, "field", Field);
        return cause.Build();
    }
}
