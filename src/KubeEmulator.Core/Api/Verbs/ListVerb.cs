using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Api;

/// <summary>
/// LIST of one snapshot, whole or in pages. What resourceVersion means follows the table in Kubernetes' API concepts and
/// upstream's <c>storage/cacher</c>: unset is now, 0 is anything (never paged), a number is at least or exactly that.
/// </summary>
internal static class ListVerb
{
    public static ListPage Run(ClusterServices services, ResourceType type, string @namespace, ListOptions options)
    {
        var match = ObjectMatch.Of(type, @namespace, options, watch: false);
        var current = services.Store.Current;
        if (options.Continue.Length > 0)
        {
            return Continued(services, type, match, options, current);
        }

        var asked = ResourceVersions.ParseForList(options.ResourceVersion);
        ResourceVersions.RequireNotInFuture(asked, current.Revision);
        var exact = asked > 0 && (options.ResourceVersionMatch == "Exact" || (options.ResourceVersionMatch.Length == 0 && options.Limit > 0));
        var snapshot = exact ? services.Store.At(asked) ?? throw TooOld() : current;
        var limit = options.ResourceVersion == "0" ? 0 : Math.Max(options.Limit, 0);
        return Page(services, type, match, snapshot, exact ? asked : snapshot.Revision, limit, null);
    }

    private static ListPage Continued(ClusterServices services, ResourceType type, ObjectMatch match, ListOptions options, Snapshot current)
    {
        var token = ContinueToken.Decode(options.Continue);
        if (options.ResourceVersion.Length > 0 && options.ResourceVersion != "0")
        {
            throw StatusDocument.BadRequest("specifying resource version is not allowed when using continue").ToException();
        }

        var after = match.Namespace.Length > 0 && type.Namespaced ? $"{match.Namespace}/{token.After}" : token.After;
        var limit = Math.Max(options.Limit, 0);
        if (token.Revision < 0)
        {
            return Page(services, type, match, current, current.Revision, limit, after);
        }

        ResourceVersions.RequireNotInFuture(token.Revision, current.Revision);
        var snapshot = services.Store.At(token.Revision) ?? throw ContinueTooOld(token);
        return Page(services, type, match, snapshot, token.Revision, limit, after);
    }

    private static ListPage Page(ClusterServices services, ResourceType type, ObjectMatch match, Snapshot snapshot, long revision, long limit, string? after)
    {
        if (limit == 0)
        {
            // A conversion that fails must do so before the answer begins.
            var all = Served(services, type, match, snapshot, after);
            return new ListPage(revision, type.IsCustom ? [.. all] : all);
        }

        var items = new List<KubeObject>();
        KubeObject? last = null;
        var more = false;
        foreach (var stored in match.In(snapshot, after))
        {
            if (!type.Behavior.Shows(stored, services))
            {
                continue;
            }

            if (items.Count == limit)
            {
                more = true;
                break;
            }

            last = stored;
            items.Add(ServedObjects.In(type, stored, services));
        }

        if (!more)
        {
            return new ListPage(revision, items);
        }

        services.Store.Hold(snapshot);
        var key = KeyText(type, last!);
        var start = type.Namespaced && match.Namespace.Length == 0 ? key : last!.Name;
        return new ListPage(revision, items)
        {
            Continue = new ContinueToken(revision, start).Encode(),
            RemainingItemCount = match.IsEverything ? snapshot.List(type.StorageResource, type.Namespaced && match.Namespace.Length > 0 ? match.Namespace : null, key).Count : null,
        };
    }

    private static IEnumerable<KubeObject> Served(ClusterServices services, ResourceType type, ObjectMatch match, Snapshot snapshot, string? after)
    {
        foreach (var stored in match.In(snapshot, after))
        {
            if (type.Behavior.Shows(stored, services))
            {
                yield return ServedObjects.In(type, stored, services);
            }
        }
    }

    private static string KeyText(ResourceType type, KubeObject stored) => type.Namespaced ? $"{stored.Namespace}/{stored.Name}" : stored.Name;

    private static ApiException TooOld() => StatusDocument.Expired("The resourceVersion for the provided list is too old.").ToException();

    private static ApiException ContinueTooOld(ContinueToken token)
    {
        var inconsistent = token with { Revision = -1 };
        var status = StatusDocument.Expired(
            "The provided continue parameter is too old to display a consistent list result. You can start a new list without "
            + "the continue parameter, or use the continue token in this response to retrieve the remainder of the results. "
            + "Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted "
            + "between the time the first chunk was returned and now may show up in the list.");
        var document = status.Document.With("metadata", KubeEmulator.Values.MapValue.Of(("continue", inconsistent.Encode())));
        return (status with { Document = document }).ToException();
    }
}
