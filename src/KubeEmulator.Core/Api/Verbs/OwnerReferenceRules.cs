using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>Equal owner references are kept once. Upstream: <c>endpoints/handlers/rest.go</c>.</summary>
internal static class OwnerReferenceRules
{
    public static MapValue Deduplicate(MapValue document, RequestContext request, bool afterAdmission)
    {
        if (document.Map("metadata") is not { } metadata || metadata.List("ownerReferences") is not { Count: > 1 } owners)
        {
            return document;
        }

        var kept = new List<Value>();
        var repeated = new List<string>();
        foreach (var owner in owners)
        {
            if (kept.Contains(owner))
            {
                repeated.Add((owner as MapValue)?.StringOrEmpty("uid") ?? "");
            }
            else
            {
                kept.Add(owner);
            }
        }

        if (repeated.Count == 0)
        {
            return document;
        }

        var uids = string.Join(", ", repeated);
        request.Warn(afterAdmission
            ? $".metadata.ownerReferences contains duplicate entries after mutating admission happens; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: {uids}"
            : $".metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: {uids}");
        return document.With("metadata", metadata.With("ownerReferences", ListValue.From(kept)));
    }
}
