using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>The refusals of policies: a 403 of admission whose reason and code the policy may choose.</summary>
internal static class PolicyRefusal
{
    /// <summary>What a validating policy answers (<c>validating/dispatcher.go</c>).</summary>
    public static ApiException Of(AdmissionAttributes attributes, string message, string reason)
    {
        var status = attributes.Forbidden(message).Status;
        reason = reason.Length == 0 ? StatusReason.Invalid : reason;
        var code = reason switch
        {
            StatusReason.Forbidden => 403,
            StatusReason.Unauthorized => 401,
            StatusReason.RequestEntityTooLarge => 413,
            _ => 422,
        };
        return Make(status, status.Message, code, reason, [message]);
    }

    /// <summary>What mutating policies answer together: the text of the first, 403 whatever its reason (<c>generic/policy_dispatcher.go</c>).</summary>
    public static ApiException OfMutations(AdmissionAttributes attributes, IReadOnlyList<(string Message, string Reason)> errors)
    {
        var status = attributes.Forbidden("admission request denied by policy").Status;
        var reason = errors[0].Reason.Length == 0 ? status.Reason : errors[0].Reason;
        return Make(status, errors[0].Message, 403, reason, errors.Select(e => e.Message));
    }

    private static ApiException Make(ApiStatus status, string message, int code, string reason, IEnumerable<string> causes)
    {
        var details = status.Document.Map("details");
        return StatusDocument.Failure(code, reason, message, new StatusDetails
        {
            Name = Text("name"),
            Group = Text("group"),
            Kind = Text("kind"),
            Causes = [.. causes.Select(c => new StatusCause("", c))],
        }).ToException();

        string Text(string member) => details?.StringOrEmpty(member) ?? "";
    }
}
