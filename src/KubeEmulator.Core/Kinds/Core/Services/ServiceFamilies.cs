using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The IP families of a Service. Upstream: <c>initIPFamilyFields</c> in <c>registry/core/service/storage/alloc.go</c>.</summary>
internal static class ServiceFamilies
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    /// <summary>The cluster's range of a family; null where it has none.</summary>
    public static CidrValue? RangeOf(ClusterSettings settings, string family)
    {
        foreach (var text in settings.ServiceClusterIpRanges)
        {
            if (CidrValue.Parse(text) is { } range && Family(range.Network) == family)
            {
                return range;
            }
        }

        return null;
    }

    /// <summary>The spec with ipFamilyPolicy and ipFamilies filled in and checked.</summary>
    public static MapValue Fill(MapValue spec, MapValue? old, ClusterSettings settings, string name)
    {
        var headless = spec.StringOrEmpty("clusterIP") == "None";
        var selectorless = spec.Map("selector") is not { Count: > 0 };
        if (spec["ipFamilyPolicy"].IsNullOrAbsent())
        {
            spec = spec.With("ipFamilyPolicy", old?["ipFamilyPolicy"] is { } kept and not NullValue ? kept : headless && selectorless ? "RequireDualStack" : "SingleStack");
        }

        var policy = spec.StringOrEmpty("ipFamilyPolicy");
        var families = spec.Strings("ipFamilies").ToList();
        var errors = new FieldErrors();
        if (old is not null && policy == "SingleStack")
        {
            spec = Shorten(spec, old, "clusterIPs");
            families = families.Count > 1 && SemanticEquality.Equal(spec["ipFamilies"], old["ipFamilies"]) ? families[..1] : families;
        }

        CheckPolicy(spec, families, policy, errors);
        Infer(spec, families, settings, errors);
        Throw(errors, name);
        var own = Family(CidrValue.Parse(settings.ServiceClusterIpRanges[0])!.Value.Network);
        if (headless && selectorless)
        {
            families = families.Count == 0 ? [own] : families;
            return WithFamilies(spec, policy != "SingleStack" && families.Count < 2 ? [families[0], Other(families[0])] : families);
        }

        if (policy == "RequireDualStack" && settings.ServiceClusterIpRanges.Count < 2)
        {
            errors.Invalid(Spec.Child("ipFamilyPolicy"), policy, "this cluster is not configured for dual-stack services");
        }

        for (var i = 0; i < families.Count; i++)
        {
            if (RangeOf(settings, families[i]) is null)
            {
                errors.Invalid(Spec.Child("ipFamilies").Index(i), families[i], "not configured on this cluster");
            }
        }

        Throw(errors, name);
        families = families.Count == 0 ? [own] : families;
        return WithFamilies(spec, policy != "SingleStack" && families.Count == 1 && settings.ServiceClusterIpRanges.Count == 2 ? [families[0], Other(families[0])] : families);
    }

    private static void CheckPolicy(MapValue spec, List<string> families, string policy, FieldErrors errors)
    {
        if (policy != "SingleStack")
        {
            return;
        }

        if (spec.List("clusterIPs") is { Count: 2 })
        {
            errors.Invalid(Spec.Child("ipFamilyPolicy"), policy, "must be 'RequireDualStack' or 'PreferDualStack' when multiple cluster IPs are specified");
        }

        if (families.Count == 2)
        {
            errors.Invalid(Spec.Child("ipFamilyPolicy"), policy, "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified");
        }
    }

    private static void Infer(MapValue spec, List<string> families, ClusterSettings settings, FieldErrors errors)
    {
        var index = 0;
        foreach (var text in spec.Strings("clusterIPs"))
        {
            if (text == "None")
            {
                break;
            }

            if (index >= families.Count && IpValue.Parse(text) is { } address)
            {
                var family = Family(address);
                if (RangeOf(settings, family) is null)
                {
                    errors.Invalid(Spec.Child("clusterIPs").Index(index), spec["clusterIPs"], $"{family} is not configured on this cluster");
                }
                else
                {
                    families.Add(family);
                }
            }

            index++;
        }
    }

    private static MapValue Shorten(MapValue spec, MapValue old, string member) =>
        spec.List(member) is { Count: > 1 } list && SemanticEquality.Equal(list, old[member]) ? spec.With(member, ListValue.Of(list[0])) : spec;

    private static MapValue WithFamilies(MapValue spec, List<string> families) => spec.With("ipFamilies", ListValue.From(families.Select(f => (Value)f)));

    private static string Family(IpValue address) => address.IsIPv4 ? "IPv4" : "IPv6";

    private static string Other(string family) => family == "IPv4" ? "IPv6" : "IPv4";

    private static void Throw(FieldErrors errors, string name)
    {
        if (errors.Count > 0)
        {
            throw StatusDocument.Invalid(new GroupKind("", "Service"), name, errors).ToException();
        }
    }
}
