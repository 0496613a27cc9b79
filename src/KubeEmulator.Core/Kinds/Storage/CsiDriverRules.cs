using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a CSIDriver must be. Upstream: <c>validateCSIDriverSpec</c> in <c>pkg/apis/storage/validation/validation.go</c>.</summary>
internal static class CsiDriverRules
{
    private const int LeastSeconds = 600;
    private const int LeastUpdatePeriod = 10;
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(FieldErrors errors, MapValue spec)
    {
        foreach (var (member, path) in (ReadOnlySpan<(string, string)>)[("attachRequired", "attachedRequired"), ("podInfoOnMount", "podInfoOnMount"), ("storageCapacity", "storageCapacity")])
        {
            if (spec.Bool(member) is null)
            {
                errors.Required(Spec.Child(path));
            }
        }

        if (spec.String("fsGroupPolicy") is { } policy)
        {
            errors.OneOf(Spec.Child("fsGroupPolicy"), policy, "File", "None", "ReadWriteOnceWithFSType");
        }

        TokenRequests(errors, spec);
        foreach (var mode in spec.Strings("volumeLifecycleModes"))
        {
            errors.OneOf(Spec.Child("volumeLifecycleModes"), mode, "Persistent", "Ephemeral");
        }

        if (spec.Bool("seLinuxMount") is null)
        {
            errors.Required(Spec.Child("seLinuxMount"));
        }

        if (spec.Integer("nodeAllocatableUpdatePeriodSeconds") is { } period and < LeastUpdatePeriod)
        {
            errors.Invalid(Spec.Child("nodeAllocatableUpdatePeriodSeconds"), period, "must be greater than or equal to 10 seconds");
        }

        if (spec.Bool("serviceAccountTokenInSecrets") is { } inSecrets && spec.List("tokenRequests") is not { Count: > 0 })
        {
            errors.Invalid(Spec.Child("serviceAccountTokenInSecrets"), inSecrets, "serviceAccountTokenInSecrets is set but no tokenRequests are specified");
        }
    }

    private static void TokenRequests(FieldErrors errors, MapValue spec)
    {
        var audiences = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var request in spec.Maps("tokenRequests"))
        {
            var path = Spec.Child("tokenRequests").Index(index++);
            if (!audiences.Add(request.StringOrEmpty("audience")))
            {
                errors.Duplicate(path.Child("audience"), request.StringOrEmpty("audience"));
                continue;
            }

            switch (request.Integer("expirationSeconds"))
            {
                case { } seconds and < LeastSeconds:
                    errors.Invalid(path.Child("expirationSeconds"), seconds, "may not specify a duration less than 10 minutes");
                    break;
                case { } seconds and > 1L << 32:
                    errors.Invalid(path.Child("expirationSeconds"), seconds, "may not specify a duration larger than 2^32 seconds");
                    break;
            }
        }
    }
}
