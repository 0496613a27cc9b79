using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// What of a Service may not change, unless it becomes or was an ExternalName. Upstream: <c>ValidateServiceUpdate</c> in
/// <c>pkg/apis/core/validation/validation.go</c>.
/// </summary>
internal static class ServiceUpdateRules
{
    private const string Fixed = "may not change once set";
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(FieldErrors errors, MapValue spec, MapValue old)
    {
        if (ServiceUpdates.NeedsClusterIp(spec) && ServiceUpdates.NeedsClusterIp(old))
        {
            var (headless, was) = (ServiceIpRules.IsHeadless(spec), ServiceIpRules.IsHeadless(old));
            if (!headless || !was)
            {
                ClusterIps(errors, spec, old);
            }

            if (!headless && !was)
            {
                Families(errors, spec, old);
            }
        }

        if (spec.StringOrEmpty("type") == "LoadBalancer" && old.StringOrEmpty("type") == "LoadBalancer" && spec.String("loadBalancerClass") != old.String("loadBalancerClass"))
        {
            errors.Invalid(Spec.Child("loadBalancerClass"), spec["loadBalancerClass"], Fixed);
        }

        ServiceTrafficRules.BalancerClass(errors, spec);
        if (ServiceUpdates.NeedsHealthCheckPort(old) && ServiceUpdates.NeedsHealthCheckPort(spec) && (spec.Integer("healthCheckNodePort") ?? 0) != (old.Integer("healthCheckNodePort") ?? 0))
        {
            errors.Forbidden(Spec.Child("healthCheckNodePort"), FieldChecks.ImmutableText);
        }
    }

    private static void ClusterIps(FieldErrors errors, MapValue spec, MapValue old)
    {
        var (path, shown) = (Spec.Child("clusterIPs"), spec["clusterIPs"]);
        var (updated, before) = (spec.Strings("clusterIPs").ToArray(), old.Strings("clusterIPs").ToArray());
        if (updated.Length == before.Length)
        {
            for (var i = 0; i < before.Length; i++)
            {
                if (before[i] != updated[i])
                {
                    errors.Invalid(path.Index(i), shown, Fixed);
                }
            }

            return;
        }

        if (updated.Length == 0)
        {
            errors.Invalid(path.Index(0), shown, "primary clusterIP can not be unset");
        }
        else if (before.Length > 0 && updated[0] != before[0])
        {
            errors.Invalid(path.Index(0), shown, Fixed);
        }

        if (before.Length > updated.Length && updated.Length == 1)
        {
            RequireSingleStack(errors, spec, "clusterIP");
        }
    }

    private static void Families(FieldErrors errors, MapValue spec, MapValue old)
    {
        var path = Spec.Child("ipFamilies").Index(0);
        var (updated, before) = (spec.Strings("ipFamilies").ToArray(), old.Strings("ipFamilies").ToArray());
        if (updated.Length == before.Length)
        {
            foreach (var _ in before.Where((family, i) => family != updated[i]))
            {
                errors.Invalid(path, spec["ipFamilies"], Fixed);
            }

            return;
        }

        if (before.Length > updated.Length && spec.List("clusterIPs") is not { Count: > 0 })
        {
            errors.Invalid(path, spec["ipFamilies"], "primary ipFamily can not be unset");
        }

        // Upstream shows the addresses here.
        if (before.Length > 0 && updated.Length > 0 && updated[0] != before[0])
        {
            errors.Invalid(path, spec["clusterIPs"], Fixed);
        }

        if (before.Length > updated.Length && updated.Length == 1)
        {
            RequireSingleStack(errors, spec, "ipFamily");
        }
    }

    private static void RequireSingleStack(FieldErrors errors, MapValue spec, string released)
    {
        if (spec.String("ipFamilyPolicy") != "SingleStack")
        {
            errors.Invalid(Spec.Child("ipFamilyPolicy"), spec["ipFamilyPolicy"], $"must be set to 'SingleStack' when releasing the secondary {released}");
        }
    }
}
