using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Where a Service's traffic may come from and where it goes: load balancers, policies, distribution.</summary>
internal static class ServiceTrafficRules
{
    private const string OnlyBalanced = "may only be used when `type` is 'LoadBalancer'";
    private const string RangesAnnotation = "service.beta.kubernetes.io/load-balancer-source-ranges";
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(FieldErrors errors, MapValue document, MapValue spec, KubeObject? old)
    {
        var balanced = spec.StringOrEmpty("type") == "LoadBalancer";
        SourceRanges(errors, document, spec, old, balanced);
        var allocates = spec.Bool("allocateLoadBalancerNodePorts");
        if (allocates is not null && !balanced)
        {
            errors.Forbidden(Spec.Child("allocateLoadBalancerNodePorts"), OnlyBalanced);
        }
        else if (allocates is null && balanced)
        {
            // Upstream leaves the spec out of the path.
            errors.Required(FieldPath.Of("allocateLoadBalancerNodePorts"));
        }

        BalancerClass(errors, spec);
        External(errors, spec);
        HealthCheck(errors, spec);
        Internal(errors, spec);
        if (spec.String("trafficDistribution") is { } distribution)
        {
            errors.OneOf(Spec.Child("trafficDistribution"), distribution, "PreferClose", "PreferSameZone", "PreferSameNode");
        }
    }

    /// <summary>The class of the load balancer, by itself.</summary>
    public static void BalancerClass(FieldErrors errors, MapValue spec)
    {
        if (spec.String("loadBalancerClass") is not { } name)
        {
            return;
        }

        if (spec.StringOrEmpty("type") == "LoadBalancer")
        {
            errors.Faults(Spec.Child("loadBalancerClass"), name, NameRules.CheckQualifiedName(name));
        }
        else
        {
            errors.Forbidden(Spec.Child("loadBalancerClass"), OnlyBalanced);
        }
    }

    // The field, whose path upstream writes with a capital letter, or the annotation that was there before it.
    private static void SourceRanges(FieldErrors errors, MapValue document, MapValue spec, KubeObject? old, bool balanced)
    {
        if (spec.List("loadBalancerSourceRanges") is { Count: > 0 })
        {
            var path = Spec.Child("LoadBalancerSourceRanges");
            Restrict(path);
            string[] known = [.. old?.Spec.Strings("loadBalancerSourceRanges").Select(r => r.Trim()) ?? []];
            var index = 0;
            foreach (var range in spec.Strings("loadBalancerSourceRanges"))
            {
                IpRules.CheckLegacyCidr(errors, path.Index(index++), range.Trim(), known);
            }
        }
        else if (document.StringAt("metadata", "annotations", RangesAnnotation) is { } text)
        {
            var path = FieldPath.Of("metadata", "annotations").Key(RangesAnnotation);
            Restrict(path);
            var changed = old is null || old.Root.StringAt("metadata", "annotations", RangesAnnotation) != text;
            foreach (var range in changed && text.Trim().Length > 0 ? text.Split(',') : [])
            {
                IpRules.CheckLegacyCidr(errors, path, range.Trim());
            }
        }

        void Restrict(FieldPath path)
        {
            if (!balanced)
            {
                errors.Forbidden(path, OnlyBalanced);
            }
        }
    }

    private static void External(FieldErrors errors, MapValue spec)
    {
        var (path, policy) = (Spec.Child("externalTrafficPolicy"), spec.StringOrEmpty("externalTrafficPolicy"));
        if (ServiceUpdates.IsExternal(spec))
        {
            if (errors.Present(path, policy))
            {
                errors.OneOf(path, policy, "Cluster", "Local");
            }
        }
        else if (policy.Length > 0)
        {
            errors.Invalid(path, policy, "may only be set for externally-accessible services");
        }
    }

    private static void HealthCheck(FieldErrors errors, MapValue spec)
    {
        var (path, port) = (Spec.Child("healthCheckNodePort"), spec.Integer("healthCheckNodePort") ?? 0);
        if (!ServiceUpdates.NeedsHealthCheckPort(spec))
        {
            if (port != 0)
            {
                errors.Invalid(path, port, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
            }
        }
        else if (port == 0)
        {
            errors.Required(path);
        }
        else
        {
            errors.Faults(path, port, TextRules.CheckPort(port));
        }
    }

    private static void Internal(FieldErrors errors, MapValue spec)
    {
        var path = Spec.Child("internalTrafficPolicy");
        if (spec.String("internalTrafficPolicy") is { } policy)
        {
            errors.OneOf(path, policy, "Cluster", "Local");
        }
        else if (spec.StringOrEmpty("type") is "NodePort" or "LoadBalancer" or "ClusterIP")
        {
            errors.Required(path);
        }
    }
}
