using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a Service must be. Upstream: <c>validateService</c> in <c>pkg/apis/core/validation/validation.go</c>.</summary>
internal static class ServiceRules
{
    private const string HintsAnnotation = "service.kubernetes.io/topology-aware-hints";
    private const string ModeAnnotation = "service.kubernetes.io/topology-mode";
    private const int MostAffinitySeconds = 86400;
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly string[] Types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];

    public static void Check(FieldErrors errors, MapValue document, KubeObject? old)
    {
        var spec = document.Map("spec") ?? MapValue.Empty;
        var type = spec.StringOrEmpty("type");
        var annotations = document.Map("metadata")?.Map("annotations") ?? MapValue.Empty;
        if (annotations.String(ModeAnnotation) is { } mode && annotations.String(HintsAnnotation) is { } hints && mode != hints)
        {
            errors.Invalid(FieldPath.Of("metadata", "annotations").Key(ModeAnnotation), mode, $"must match annotations[{HintsAnnotation}] when both are specified");
        }

        if (spec.List("ports") is not { Count: > 0 } && !ServiceIpRules.IsHeadless(spec) && type != "ExternalName")
        {
            errors.Required(Spec.Child("ports"));
        }

        OfType(errors, spec, type);
        ServicePortRules.Check(errors, spec, Spec.Child("ports"));
        MetaRules.Labels(errors, Spec.Child("selector"), spec.Map("selector"));
        Affinity(errors, spec);
        ServiceIpRules.Check(errors, spec, old?.Spec);
        ExternalIps(errors, spec, old);
        if (errors.Present(Spec.Child("type"), type))
        {
            errors.OneOf(Spec.Child("type"), type, Types);
        }

        ServicePortRules.CheckNodePorts(errors, spec, Spec.Child("ports"));
        ServiceTrafficRules.Check(errors, document, spec, old);
    }

    private static void OfType(FieldErrors errors, MapValue spec, string type)
    {
        switch (type)
        {
            case "LoadBalancer" or "NodePort" when ServiceIpRules.IsHeadless(spec):
                errors.Invalid(Spec.Child("clusterIPs").Index(0), "None", $"may not be set to 'None' for {type} services");
                break;
            case "ExternalName":
                foreach (var member in (ReadOnlySpan<string>)["clusterIPs", "ipFamilies", "ipFamilyPolicy"])
                {
                    if (spec[member] is not (null or NullValue or ListValue { Count: 0 }))
                    {
                        errors.Forbidden(Spec.Child(member), "may not be set for ExternalName services");
                    }
                }

                ExternalName(errors, Spec.Child("externalName"), spec.StringOrEmpty("externalName"));
                break;
        }
    }

    // One dot at the end makes the name an absolute one.
    private static void ExternalName(FieldErrors errors, FieldPath path, string name)
    {
        name = name.EndsWith('.') ? name[..^1] : name;
        if (errors.Present(path, name))
        {
            errors.Subdomain(path, name);
        }
    }

    private static void Affinity(FieldErrors errors, MapValue spec)
    {
        var (affinity, config) = (spec.StringOrEmpty("sessionAffinity"), Spec.Child("sessionAffinityConfig"));
        if (errors.Present(Spec.Child("sessionAffinity"), affinity))
        {
            errors.OneOf(Spec.Child("sessionAffinity"), affinity, "ClientIP", "None");
        }

        if (affinity == "None" && spec.Map("sessionAffinityConfig") is not null)
        {
            errors.Forbidden(config, "must not be set when session affinity is None");
        }
        else if (affinity == "ClientIP")
        {
            ClientIp(errors, config, spec.Map("sessionAffinityConfig"));
        }
    }

    private static void ClientIp(FieldErrors errors, FieldPath path, MapValue? config)
    {
        const string text = "when session affinity type is ClientIP";
        var timeout = path.Child("clientIP").Child("timeoutSeconds");
        if (config is null)
        {
            errors.Required(path, text);
        }
        else if (config.Map("clientIP") is not { } client)
        {
            errors.Required(path.Child("clientIP"), text);
        }
        else if (client.Integer("timeoutSeconds") is not { } seconds)
        {
            errors.Required(timeout, text);
        }
        else if (seconds is <= 0 or > MostAffinitySeconds)
        {
            errors.Invalid(timeout, seconds, $"must be greater than 0 and less than {MostAffinitySeconds}");
        }
    }

    private static void ExternalIps(FieldErrors errors, MapValue spec, KubeObject? old)
    {
        string[] known = [.. old?.Spec.Strings("externalIPs") ?? []];
        var index = 0;
        foreach (var address in spec.Strings("externalIPs"))
        {
            var (path, before) = (Spec.Child("externalIPs").Index(index++), errors.Count);
            IpRules.CheckLegacyIp(errors, path, address, known);
            if (errors.Count == before)
            {
                EndpointIpRules.Check(errors, path, address);
            }
        }
    }
}
