using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The defaults of pods that templates do not have (core <c>SetDefaults_Pod</c>).</summary>
internal static class PodDefaults
{
    public static MapValue Apply(MapValue pod)
    {
        var spec = pod.Map("spec") ?? MapValue.Empty;
        var filled = spec.EditMaps("containers", RequestsFromLimits).EditMaps("initContainers", RequestsFromLimits);
        filled = PodLevel(filled).WithDefault("enableServiceLinks", true);
        if (filled.Bool("hostNetwork") == true)
        {
            filled = filled.EditMaps("containers", HostPorts).EditMaps("initContainers", HostPorts);
        }

        filled = PodSpecDefaults.Apply(filled);
        if (filled.Integer("terminationGracePeriodSeconds") < 0)
        {
            // Convert_v1_Pod_To_core_Pod: once it was accepted.
            filled = filled.With("terminationGracePeriodSeconds", 1);
        }

        pod = ReferenceEquals(filled, spec) ? pod : pod.With("spec", filled);
        return OfStatus(pod);
    }

    /// <summary>Those that are not of the spec.</summary>
    public static MapValue OfStatus(MapValue pod) => pod.EditMap("status", Addresses);

    // Of the old single address and the list, the single one decides (core v1 conversion.go).
    private static MapValue Addresses(MapValue status)
    {
        var (ip, first) = (status.StringOrEmpty("podIP"), status.Maps("podIPs").FirstOrDefault()?.StringOrEmpty("ip") ?? "");
        if (ip == first)
        {
            return status;
        }

        return ip.Length > 0 ? status.With("podIPs", ListValue.Of(MapValue.Of(("ip", ip)))) : status.With("podIP", first);
    }

    private static MapValue RequestsFromLimits(MapValue container)
    {
        if (container.Map("resources") is not { } resources || resources.Map("limits") is not { Count: > 0 } limits)
        {
            return container;
        }

        var requests = resources.Map("requests") ?? MapValue.Empty;
        foreach (var (name, value) in limits)
        {
            requests = requests.ContainsKey(name) ? requests : requests.With(name, value);
        }

        return container.With("resources", resources.With("requests", requests));
    }

    private static MapValue HostPorts(MapValue container) => container.EditMaps("ports", static port =>
        port.Integer("hostPort") is null or 0 && port["containerPort"] is { } own ? port.With("hostPort", own) : port);

    // Huge page limits come from the containers; requests from the containers or else from the pod's own limits.
    private static MapValue PodLevel(MapValue spec)
    {
        if (spec.Map("resources") is not { } resources || resources.Map("limits") is not { Count: > 0 } && resources.Map("requests") is not { Count: > 0 })
        {
            return spec;
        }

        var (limits, requests) = (resources.Map("limits") ?? MapValue.Empty, resources.Map("requests") ?? MapValue.Empty);
        foreach (var (name, amount) in PodResources.OfContainers(spec, "limits").Where(a => ResourceNames.IsHugePages(a.Key)))
        {
            limits = limits.ContainsKey(name) || requests.ContainsKey(name) ? limits : limits.With(name, amount.ToString());
        }

        if (limits.Count > 0)
        {
            foreach (var (name, amount) in PodResources.OfContainers(spec, "requests").Where(a => a.Key is "cpu" or "memory").OrderBy(a => a.Key, StringComparer.Ordinal))
            {
                requests = requests.ContainsKey(name) ? requests : requests.With(name, amount.ToString());
            }

            foreach (var (name, value) in limits)
            {
                requests = requests.ContainsKey(name) || !ResourceNames.IsPodLevel(name) ? requests : requests.With(name, value);
            }
        }

        resources = limits.Count > 0 ? resources.With("limits", limits) : resources;
        return spec.With("resources", requests.Count > 0 ? resources.With("requests", requests) : resources);
    }
}
