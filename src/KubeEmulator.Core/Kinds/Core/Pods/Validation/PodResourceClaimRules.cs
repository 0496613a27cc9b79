using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Devices that a pod claims (core <c>validatePodResourceClaims</c>).</summary>
internal static class PodResourceClaimRules
{
    public static void Check(FieldErrors errors, FieldPath path, MapValue spec, MapValue metadata)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var claim in spec.Maps("resourceClaims"))
        {
            if (metadata.Map("annotations")?.ContainsKey(PodAnnotationRules.Mirror) == true)
            {
                errors.Add(new FieldError(FieldErrorType.Forbidden, "", "Forbidden: static pods do not support resource claims"));
                continue;
            }

            Claim(errors, path.Index(index++), claim, names);
        }
    }

    private static void Claim(FieldErrors errors, FieldPath path, MapValue claim, HashSet<string> names)
    {
        var (name, claimName, template) = (claim.StringOrEmpty("name"), claim.String("resourceClaimName"), claim.String("resourceClaimTemplateName"));
        if (errors.Present(path.Child("name"), name))
        {
            if (names.Add(name))
            {
                errors.Label(path.Child("name"), name);
            }
            else
            {
                errors.Duplicate(path.Child("name"), name);
            }
        }

        if (claimName is null == template is null)
        {
            errors.InvalidText(
                path,
                InternalText.Of(claim, "io.k8s.api.core.v1.PodResourceClaim"),
                claimName is null ? "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`" : "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
        }

        if (claimName is not null)
        {
            errors.Subdomain(path.Child("resourceClaimName"), claimName);
        }

        if (template is not null)
        {
            errors.Subdomain(path.Child("resourceClaimTemplateName"), template);
        }
    }
}
