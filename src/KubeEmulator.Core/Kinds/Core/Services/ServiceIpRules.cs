using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Cluster IPs and IP families, which must agree (core <c>ValidateServiceClusterIPsRelatedFields</c>).</summary>
internal static class ServiceIpRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly FieldPath ClusterIps = Spec.Child("clusterIPs");

    /// <summary>Whether the Service wants no cluster IP.</summary>
    public static bool IsHeadless(MapValue? spec) => spec?.List("clusterIPs") is { Count: 1 } list && list[0] is StringValue { Text: "None" };

    public static void Check(FieldErrors errors, MapValue spec, MapValue? old)
    {
        if (spec.StringOrEmpty("type") == "ExternalName")
        {
            return;
        }

        var (shown, addresses) = (spec["clusterIPs"], spec.Strings("clusterIPs").ToArray());
        Singular(errors, spec.StringOrEmpty("clusterIP"), addresses, shown);
        Families(errors, spec);
        if (!Addresses(errors, addresses, shown, [.. old?.Strings("clusterIPs") ?? []]))
        {
            return;
        }

        if (addresses.Length > 1 && addresses.Select(a => IpValue.Parse(a)!.Value.IsIPv4).Distinct().Count() < 2)
        {
            errors.Invalid(ClusterIps, shown, "may specify no more than one IP for each IP family");
        }

        OfFamilies(errors, spec, addresses);
    }

    private static void Singular(FieldErrors errors, string one, string[] addresses, Value? shown)
    {
        switch (one.Length > 0, addresses.Length > 0)
        {
            case (true, false):
                errors.Required(ClusterIps);
                break;
            case (true, true) when addresses[0] != one:
                errors.Invalid(ClusterIps, shown, "first value must match `clusterIP`");
                break;
            case (false, true):
                errors.Invalid(ClusterIps, shown, "must be empty when `clusterIP` is not specified");
                break;
        }
    }

    private static void Families(FieldErrors errors, MapValue spec)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var family in spec.Strings("ipFamilies"))
        {
            var at = Spec.Child("ipFamilies").Index(index++);
            errors.OneOf(at, family, "IPv4", "IPv6");
            if (!seen.Add(family))
            {
                errors.Duplicate(at, family);
            }
        }

        if (spec.String("ipFamilyPolicy") is { } policy)
        {
            errors.OneOf(Spec.Child("ipFamilyPolicy"), policy, "PreferDualStack", "RequireDualStack", "SingleStack");
        }
    }

    // Returns whether they can be looked at any further.
    private static bool Addresses(FieldErrors errors, string[] addresses, Value? shown, string[] known)
    {
        var sound = true;
        for (var i = 0; i < addresses.Length; i++)
        {
            if (i == 0 && addresses[i] == "None")
            {
                if (addresses.Length > 1)
                {
                    sound = false;
                    errors.Invalid(ClusterIps, shown, "'None' must be the first and only value");
                }

                continue;
            }

            var before = errors.Count;
            IpRules.CheckLegacyIp(errors, ClusterIps.Index(i), addresses[i], known);
            sound &= errors.Count == before;
        }

        if (addresses.Length > 2)
        {
            errors.Invalid(ClusterIps, shown, "may only hold up to 2 values");
        }

        return sound;
    }

    private static void OfFamilies(FieldErrors errors, MapValue spec, string[] addresses)
    {
        if (IsHeadless(spec))
        {
            return;
        }

        var families = spec.Strings("ipFamilies").ToArray();
        for (var i = 0; i < Math.Min(addresses.Length, families.Length); i++)
        {
            var isIPv4 = IpValue.Parse(addresses[i]) is { IsIPv4: true };
            if (families[i] is "IPv4" or "IPv6" && isIPv4 != (families[i] == "IPv4"))
            {
                errors.Invalid(ClusterIps.Index(i), addresses[i], $"expected an {families[i]} value as indicated by `ipFamilies[{i}]`");
            }
        }
    }
}
