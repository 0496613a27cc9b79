using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Claims that a container uses must be claims of its pod, each named once (core <c>validateResourceClaimNames</c>).</summary>
internal static class ResourceClaimNameRules
{
    public static void Check(FieldErrors errors, FieldPath path, ListValue? claims, IReadOnlySet<string> podClaims)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (claims?.Count ?? 0); i++)
        {
            var claim = claims![i] as MapValue ?? MapValue.Empty;
            var name = claim.StringOrEmpty("name");
            if (!errors.Present(path.Index(i), name))
            {
                continue;
            }

            Once(errors, path.Index(i), name, claim.StringOrEmpty("request"), seen);
            if (!podClaims.Contains(name))
            {
                var names = podClaims.Count == 0 ? " which is empty" : ": " + string.Join(", ", podClaims.Order(StringComparer.Ordinal));
                errors.NotFound(path.Index(i), name, "must be one of the names in pod.spec.resourceClaims" + names);
            }
        }
    }

    // A claim as a whole overlaps with each of its requests.
    private static void Once(FieldErrors errors, FieldPath path, string name, string request, HashSet<string> seen)
    {
        if (seen.Contains(name))
        {
            errors.Duplicate(path, name);
            return;
        }

        var key = name;
        if (request.Length > 0)
        {
            errors.Label(path.Child("request"), request);
            key = $"{name}/{request}";
        }

        if (seen.Contains(key))
        {
            errors.Duplicate(path, key);
        }
        else if (request.Length == 0)
        {
            foreach (var _ in seen.Where(other => other.StartsWith(name + "/", StringComparison.Ordinal)))
            {
                errors.Duplicate(path, name);
            }
        }

        seen.Add(key);
    }
}
