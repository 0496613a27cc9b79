using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>Checks of list and watch options. Upstream: apimachinery <c>meta/internalversion/validation</c>.</summary>
internal static class ListOptionRules
{
    private static readonly FieldPath Match = FieldPath.Of("resourceVersionMatch");

    public static void Check(ListOptions options, bool watch)
    {
        var errors = new FieldErrors();
        if (watch)
        {
            CheckWatch(options, errors);
        }
        else
        {
            CheckList(options, errors);
        }

        if (errors.Count > 0)
        {
            throw StatusDocument.Invalid(new GroupKind("meta.k8s.io", "ListOptions"), "", errors).ToException();
        }
    }

    private static void CheckList(ListOptions options, FieldErrors errors)
    {
        var match = options.ResourceVersionMatch;
        if (match.Length > 0)
        {
            if (options.ResourceVersion.Length == 0)
            {
                errors.Forbidden(Match, "resourceVersionMatch is forbidden unless resourceVersion is provided");
            }

            if (options.Continue.Length > 0)
            {
                errors.Forbidden(Match, "resourceVersionMatch is forbidden when continue is provided");
            }

            if (match is not ("Exact" or "NotOlderThan"))
            {
                errors.NotSupported(Match, match, "Exact", "NotOlderThan", "");
            }

            if (match == "Exact" && options.ResourceVersion == "0")
            {
                errors.Forbidden(Match, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
            }
        }

        if (options.SendInitialEvents is not null)
        {
            errors.Forbidden(FieldPath.Of("sendInitialEvents"), "sendInitialEvents is forbidden for list");
        }
    }

    private static void CheckWatch(ListOptions options, FieldErrors errors)
    {
        var match = options.ResourceVersionMatch;
        if (options.SendInitialEvents is not null && match != "NotOlderThan")
        {
            errors.Forbidden(Match, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }

        if (match.Length == 0)
        {
            return;
        }

        if (options.SendInitialEvents is null)
        {
            errors.Forbidden(Match, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
        }

        if (match != "NotOlderThan")
        {
            errors.NotSupported(Match, match, "NotOlderThan");
        }

        if (options.Continue.Length > 0)
        {
            errors.Forbidden(Match, "resourceVersionMatch is forbidden when continue is provided");
        }
    }
}
