using KubeEmulator.Objects;

namespace KubeEmulator.Patching;

/// <summary>The refusals of the API server's patch handler (apiserver <c>handlers/patch.go</c>).</summary>
internal static class PatchFault
{
    /// <summary>400: the patch is malformed.</summary>
    public static ApiException Malformed(string message) => StatusDocument.BadRequest(message).ToException();

    /// <summary>413: the patch is too long.</summary>
    public static ApiException TooLarge(string message) => StatusDocument.RequestEntityTooLarge(message).ToException();

    /// <summary>422: the patch does not apply. The client sees only the general text of that code; why is in the inner exception.</summary>
    public static ApiException DoesNotApply(string why) => new(
        StatusDocument.Failure(422, StatusReason.Invalid, "the server rejected our request due to an error in our request", new StatusDetails()),
        new InvalidOperationException(why));

    /// <summary>500 without a reason: what the handler does not classify and passes on as it is.</summary>
    public static ApiException Unclassified(string message) => StatusDocument.Failure(500, "", message).ToException();
}
