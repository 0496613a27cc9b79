using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a Service must be. Upstream: <c>ValidateService</c> in <c>pkg/apis/core/validation/validation.go</c>.</summary>
internal static class ServiceRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly string[] Types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];

    public static void Check(MapValue document, FieldErrors errors)
    {
        var spec = document.Map("spec") ?? MapValue.Empty;
        var type = spec.StringOrEmpty("type");
        if (spec.List("ports") is not { Count: > 0 } && spec.StringOrEmpty("clusterIP") != "None" && type != "ExternalName")
        {
            errors.Required(Spec.Child("ports"));
        }

        CheckType(spec, type, errors);
        ServicePortRules.Check(spec, Spec.Child("ports"), errors);
        MetaRules.Labels(errors, Spec.Child("selector"), spec.Map("selector"));
        if (!(spec.StringOrEmpty("sessionAffinity") is "ClientIP" or "None"))
        {
            errors.NotSupported(Spec.Child("sessionAffinity"), spec.StringOrEmpty("sessionAffinity"), "ClientIP", "None");
        }

        var index = 0;
        foreach (var address in spec.Strings("externalIPs"))
        {
            IpRules.CheckLegacyIp(errors, Spec.Child("externalIPs").Index(index++), address);
        }

        CheckTrafficPolicies(spec, type, errors);
    }

    public static void CheckUpdate(MapValue document, KubeObject old, FieldErrors errors)
    {
        var spec = document.Map("spec") ?? MapValue.Empty;
        if (!ServiceUpdates.NeedsClusterIp(spec) || !ServiceUpdates.NeedsClusterIp(old.Spec))
        {
            return;
        }

        var (updated, before) = (spec.List("clusterIPs"), old.Spec.List("clusterIPs"));
        if (before is { Count: > 0 } && (updated is not { Count: > 0 } || updated[0] != before[0]))
        {
            errors.Invalid(Spec.Child("clusterIPs").Index(0), (Value?)updated ?? Value.Null, "may not change once set");
        }
    }

    private static void CheckType(MapValue spec, string type, FieldErrors errors)
    {
        switch (type)
        {
            case "ExternalName":
                errors.Faults(Spec.Child("externalName"), spec.StringOrEmpty("externalName").TrimEnd('.'), NameRules.CheckDns1123Subdomain(spec.StringOrEmpty("externalName").TrimEnd('.')));
                break;
            case "NodePort" or "LoadBalancer" when spec.StringOrEmpty("clusterIP") == "None":
                errors.Invalid(Spec.Child("clusterIPs").Index(0), "None", $"may not be set to 'None' for {type} services");
                break;
            default:
                if (!Types.Contains(type))
                {
                    errors.NotSupported(Spec.Child("type"), type, Types);
                }

                break;
        }
    }

    private static void CheckTrafficPolicies(MapValue spec, string type, FieldErrors errors)
    {
        if (spec.String("internalTrafficPolicy") is { } inside && inside is not ("Cluster" or "Local"))
        {
            errors.NotSupported(Spec.Child("internalTrafficPolicy"), inside, "Cluster", "Local");
        }

        if (spec.String("externalTrafficPolicy") is { Length: > 0 } outside && outside is not ("Cluster" or "Local"))
        {
            errors.NotSupported(Spec.Child("externalTrafficPolicy"), outside, "Cluster", "Local");
        }

        if (type != "LoadBalancer" && spec.ContainsKey("allocateLoadBalancerNodePorts"))
        {
            errors.Forbidden(Spec.Child("allocateLoadBalancerNodePorts"), "may only be used when `type` is 'LoadBalancer'");
        }
    }
}
