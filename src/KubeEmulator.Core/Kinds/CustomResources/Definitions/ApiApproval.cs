using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// Groups under <c>k8s.io</c> and <c>kubernetes.io</c> belong to the community, who approves what is defined in them; apiextensions'
/// <c>pkg/apihelpers/helpers.go</c> and <c>pkg/controller/apiapproval</c>.
/// </summary>
internal static class ApiApproval
{
    public const string Annotation = "api-approved.kubernetes.io";

    private const string Type = "KubernetesAPIApprovalPolicyConformant";

    /// <summary>How the annotation stands.</summary>
    public enum State
    {
        Invalid,
        Missing,
        Approved,
        Bypassed,
    }

    public static bool IsProtected(string group) =>
        group is "k8s.io" or "kubernetes.io" || group.EndsWith(".k8s.io", StringComparison.Ordinal) || group.EndsWith(".kubernetes.io", StringComparison.Ordinal);

    public static (State State, string Reason) Of(MapValue root)
    {
        var annotation = root.StringAt("metadata", "annotations", Annotation) ?? "";
        if (annotation.Length == 0)
        {
            return (State.Missing, $"protected groups must have approval annotation {GoText.Quote(Annotation)}, see https://github.com/kubernetes/enhancements/pull/1111");
        }

        if (annotation.StartsWith("unapproved", StringComparison.Ordinal))
        {
            return (State.Bypassed, $"not approved: {GoText.Quote(annotation)}");
        }

        return Uri.TryCreate(annotation, UriKind.Absolute, out var url) && url.Host.Length > 0
            ? (State.Approved, $"approved in {url.OriginalString}")
            : (State.Invalid, $"protected groups must have approval annotation {GoText.Quote(Annotation)} with either a URL or a reason starting with \"unapproved\", see https://github.com/kubernetes/enhancements/pull/1111");
    }

    /// <summary>The definition with the condition that tells; itself where the group is nobody's or nothing changes.</summary>
    public static MapValue Settle(MapValue root, string now)
    {
        if (!IsProtected(new Definition(root).Group))
        {
            return root;
        }

        var (state, message) = Of(root);
        var (status, reason) = state switch
        {
            State.Invalid => ("False", "InvalidAnnotation"),
            State.Missing => ("False", "MissingAnnotation"),
            State.Approved => ("True", "ApprovedAnnotation"),
            _ => ("False", "UnapprovedAnnotation"),
        };
        var old = Definition.Conditions.Find(root, Type);
        return old is not null && old.StringOrEmpty("status") == status && old.StringOrEmpty("reason") == reason && old.StringOrEmpty("message") == message
            ? root
            : Definition.Conditions.Set(root, Type, status, reason, message, now);
    }
}
