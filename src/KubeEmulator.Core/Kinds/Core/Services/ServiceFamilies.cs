using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The IP families of a Service. Upstream: <c>initIPFamilyFields</c> in <c>registry/core/service/storage/alloc.go</c>.</summary>
internal static class ServiceFamilies
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly FieldPath PolicyPath = Spec.Child("ipFamilyPolicy");

    /// <summary>Whether an update leaves a PreferDualStack Service as it is, whatever the cluster has become since.</summary>
    public static bool IsSettled(MapValue spec, MapValue old) =>
        spec.String("ipFamilyPolicy") == "PreferDualStack"
        && old.String("ipFamilyPolicy") is (null or "PreferDualStack")
        && spec.StringOrEmpty("type") == old.StringOrEmpty("type")
        && Same(spec, old, "clusterIPs")
        && Same(spec, old, "ipFamilies");

    /// <summary>The spec with ipFamilyPolicy and ipFamilies filled in and checked.</summary>
    public static MapValue Fill(MapValue spec, MapValue? old, ClusterSettings settings, string name)
    {
        var toAnything = spec.StringOrEmpty("clusterIP") == "None" && spec.Map("selector") is not { Count: > 0 };
        if (spec["ipFamilyPolicy"].IsNullOrAbsent())
        {
            spec = spec.With("ipFamilyPolicy", old?.String("ipFamilyPolicy") ?? (toAnything ? "RequireDualStack" : "SingleStack"));
        }

        var errors = new FieldErrors();
        ServiceIpRules.Check(errors, spec, old);
        Throw(errors, name);
        var policy = spec.StringOrEmpty("ipFamilyPolicy");
        spec = old is null ? spec : Reduced(errors, spec, old, policy);
        CheckPolicy(errors, spec, policy);
        var families = spec.Strings("ipFamilies").ToList();
        Infer(errors, spec, families, settings);
        Throw(errors, name);
        var own = Family(CidrValue.Parse(settings.ServiceClusterIpRanges[0])!.Value.Network);
        if (toAnything)
        {
            families = families.Count == 0 ? [own] : families;
            return WithFamilies(spec, policy != "SingleStack" && families.Count < 2 ? [families[0], Other(families[0])] : families);
        }

        CheckConfigured(errors, settings, families, policy);
        Throw(errors, name);
        families = families.Count == 0 ? [own] : families;
        return WithFamilies(spec, policy != "SingleStack" && families.Count == 1 && settings.ServiceClusterIpRanges.Count == 2 ? [families[0], Other(families[0])] : families);
    }

    // SingleStack says clearly enough that the second address may go; without it none may be left out.
    private static MapValue Reduced(FieldErrors errors, MapValue spec, MapValue old, string policy)
    {
        foreach (var (member, what) in (ReadOnlySpan<(string, string)>)[("clusterIPs", "cluster IP"), ("ipFamilies", "IP family")])
        {
            var (count, before) = (spec.List(member)?.Count ?? 0, old.List(member)?.Count ?? 0);
            if (policy == "SingleStack")
            {
                spec = count > 1 && Same(spec, old, member) ? spec.With(member, ListValue.Of(spec.List(member)![0])) : spec;
            }
            else if (count > 0 && count < before)
            {
                errors.Invalid(PolicyPath, policy, $"must be 'SingleStack' to release the secondary {what}");
            }
        }

        return spec;
    }

    private static void CheckPolicy(FieldErrors errors, MapValue spec, string policy)
    {
        foreach (var (member, what) in (ReadOnlySpan<(string, string)>)[("clusterIPs", "cluster IPs"), ("ipFamilies", "IP families")])
        {
            if (policy == "SingleStack" && spec.List(member) is { Count: 2 })
            {
                errors.Invalid(PolicyPath, policy, $"must be 'RequireDualStack' or 'PreferDualStack' when multiple {what} are specified");
            }
        }
    }

    private static void Infer(FieldErrors errors, MapValue spec, List<string> families, ClusterSettings settings)
    {
        var index = -1;
        foreach (var text in spec.Strings("clusterIPs"))
        {
            index++;
            if (text == "None")
            {
                break;
            }

            if (index < families.Count || IpValue.Parse(text) is not { } address)
            {
                continue;
            }

            var family = Family(address);
            if (IsConfigured(settings, family))
            {
                families.Add(family);
            }
            else
            {
                errors.Invalid(Spec.Child("clusterIPs").Index(index), spec["clusterIPs"], $"{family} is not configured on this cluster");
            }
        }
    }

    private static void CheckConfigured(FieldErrors errors, ClusterSettings settings, List<string> families, string policy)
    {
        if (policy == "RequireDualStack" && settings.ServiceClusterIpRanges.Count < 2)
        {
            errors.Invalid(PolicyPath, policy, "this cluster is not configured for dual-stack services");
        }

        for (var i = 0; i < families.Count; i++)
        {
            if (!IsConfigured(settings, families[i]))
            {
                errors.Invalid(Spec.Child("ipFamilies").Index(i), families[i], "not configured on this cluster");
            }
        }
    }

    private static bool IsConfigured(ClusterSettings settings, string family) =>
        settings.ServiceClusterIpRanges.Any(text => CidrValue.Parse(text) is { } range && Family(range.Network) == family);

    private static bool Same(MapValue spec, MapValue old, string member) => SemanticEquality.Equal(spec[member], old[member]);

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
