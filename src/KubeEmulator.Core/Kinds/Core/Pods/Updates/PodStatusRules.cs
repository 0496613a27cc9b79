using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The status that kubelets report (core <c>ValidatePodStatusUpdate</c>).</summary>
internal static class PodStatusRules
{
    private static readonly FieldPath Path = FieldPath.Of("status");

    public static void Check(FieldErrors errors, MapValue pod, KubeObject old, PodRuleOptions options)
    {
        var (status, spec) = (pod.Map("status") ?? MapValue.Empty, old.Spec);
        PodRules.AnnotationUpdate(errors, pod, old, options);
        Conditions(errors, status);
        Nomination(errors, status, old);
        if (status.Integer("observedGeneration") is { } observed and < 0)
        {
            errors.Invalid(Path.Child("observedGeneration"), observed, "must be a non-negative integer");
        }

        errors.Immutable(Path.Child("qosClass"), status["qosClass"] ?? "", old.Status["qosClass"] ?? "");
        ContainerStateRules.Check(errors, status, old.Status, spec);
        Claims(errors, status, spec);
        Addresses(errors, status, old.Status, "podIPs");
        HostAddresses(errors, status, old.Status);
        ContainerStateRules.Users(errors, status, spec);
    }

    private static void Conditions(FieldErrors errors, MapValue status)
    {
        var index = 0;
        foreach (var condition in status.Maps("conditions"))
        {
            var at = Path.Child("conditions").Index(index++);
            if (condition.Integer("observedGeneration") is { } observed and < 0)
            {
                errors.Invalid(at.Child("observedGeneration"), observed, "must be a non-negative integer");
            }

            var type = condition.StringOrEmpty("type");
            if (type is not ("PodScheduled" or "Ready" or "Initialized"))
            {
                errors.Faults(at.Child("Type"), type, NameRules.CheckQualifiedName(type));
            }
        }
    }

    private static void Nomination(FieldErrors errors, MapValue status, KubeObject old)
    {
        var (name, path) = (status.StringOrEmpty("nominatedNodeName"), Path.Child("nominatedNodeName"));
        if (name.Length == 0 || name == old.Status.StringOrEmpty("nominatedNodeName"))
        {
            return;
        }

        errors.Subdomain(path, name);
        if (old.Spec.StringOrEmpty("nodeName").Length > 0)
        {
            errors.Forbidden(path, "may not be set on pods that are already bound to a node");
        }
    }

    private static void Claims(FieldErrors errors, MapValue status, MapValue spec)
    {
        var known = spec.Maps("resourceClaims").Select(c => c.StringOrEmpty("name")).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var claim in status.Maps("resourceClaimStatuses"))
        {
            var (at, name) = (Path.Child("resourceClaimStatuses").Index(index++), claim.StringOrEmpty("name"));
            if (!known.Contains(name))
            {
                errors.Invalid(at.Child("name"), name, "must match the name of an entry in `spec.resourceClaims`");
            }

            if (!seen.Add(name))
            {
                errors.Duplicate(at.Child("name"), name);
            }

            if (claim.String("resourceClaimName") is { } claimName)
            {
                errors.Subdomain(at.Child("resourceClaimName"), claimName);
            }
        }
    }

    private static void HostAddresses(FieldErrors errors, MapValue status, MapValue old)
    {
        if (status.Maps("hostIPs").FirstOrDefault() is not { } first)
        {
            return;
        }

        var ip = first.StringOrEmpty("ip");
        if (status.StringOrEmpty("hostIP") != ip)
        {
            errors.Invalid(Path.Child("hostIPs").Index(0).Child("ip"), ip, "must be equal to `hostIP`");
        }

        Addresses(errors, status, old, "hostIPs");
    }

    private static void Addresses(FieldErrors errors, MapValue status, MapValue old, string member)
    {
        var ips = status.Maps(member).Select(i => i.StringOrEmpty("ip")).ToArray();
        var before = old.Maps(member).Select(i => i.StringOrEmpty("ip")).ToArray();
        for (var i = 0; i < ips.Length; i++)
        {
            IpRules.CheckLegacyIp(errors, Path.Child(member).Index(i), ips[i], before);
        }

        if (ips.Length < 2)
        {
            return;
        }

        var parsed = ips.Select(IpValue.Parse).ToArray();
        if (Array.IndexOf(parsed, null) is var bad and >= 0)
        {
            errors.Internal(Path.Child(member), $"failed to check for dual stack with error:invalid IP[{bad}]: {ips[bad]}");
        }

        if (ips.Length > 2 || Array.Exists(parsed, p => p is null) || parsed[0]!.Value.IsIPv4 == parsed[1]!.Value.IsIPv4)
        {
            var type = member == "podIPs" ? "io.k8s.api.core.v1.PodIP" : "io.k8s.api.core.v1.HostIP";
            var text = "[" + string.Join(',', status.Maps(member).Select(i => InternalText.Of(i, type))) + "]";
            errors.InvalidText(Path.Child(member), text, "may specify no more than one IP for each IP family");
        }
    }
}
