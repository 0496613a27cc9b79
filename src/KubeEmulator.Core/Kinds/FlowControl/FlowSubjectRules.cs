using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Whose requests a FlowSchema is for (<c>ValidateFlowSchemaSubject</c>).</summary>
internal static class FlowSubjectRules
{
    private static readonly (string Kind, string Member)[] Kinds = [("ServiceAccount", "serviceAccount"), ("User", "user"), ("Group", "group")];

    public static void Check(FieldErrors errors, FieldPath path, MapValue subject)
    {
        var kind = subject.StringOrEmpty("kind");
        if (kind is not ("ServiceAccount" or "User" or "Group"))
        {
            errors.NotSupported(path.Child("kind"), kind, "Group", "ServiceAccount", "User");
            return;
        }

        var own = Array.Find(Kinds, k => k.Kind == kind).Member;
        if (subject.Map(own) is { } named)
        {
            Named(errors, path.Child(own), named, kind);
        }
        else
        {
            errors.Required(path.Child(own), $"{own} is required when subject kind is '{kind}'");
        }

        foreach (var (other, member) in Kinds)
        {
            if (member != own && subject.Map(member) is not null)
            {
                errors.Forbidden(path.Child(member), $"{member} is forbidden when subject kind is not '{other}'");
            }
        }
    }

    private static void Named(FieldErrors errors, FieldPath path, MapValue named, string kind)
    {
        var (name, space) = (named.StringOrEmpty("name"), named.StringOrEmpty("namespace"));
        var present = errors.Present(path.Child("name"), name);
        if (kind != "ServiceAccount")
        {
            return;
        }

        if (present && name != "*")
        {
            errors.Subdomain(path.Child("name"), name);
        }

        if (errors.Present(path.Child("namespace"), space, "must specify namespace for service account"))
        {
            errors.Label(path.Child("namespace"), space);
        }
    }
}
