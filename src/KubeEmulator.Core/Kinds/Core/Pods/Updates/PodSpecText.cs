using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>How the difference between two pod specs is told: a unified diff of the internal structs as indented JSON.</summary>
internal static class PodSpecText
{
    private const string Type = "io.k8s.api.core.v1.PodSpec";

    // Members of the v1 spec that the internal one keeps in its security context, in order.
    private static readonly (string Member, string GoName)[] InContext =
        [("hostNetwork", "HostNetwork"), ("hostPID", "HostPID"), ("hostIPC", "HostIPC"), ("shareProcessNamespace", "ShareProcessNamespace"), ("hostUsers", "HostUsers")];

    // The order of the internal struct differs from that of v1.
    private static readonly string[] Order =
    [
        "Volumes", "InitContainers", "Containers", "EphemeralContainers", "RestartPolicy", "TerminationGracePeriodSeconds", "ActiveDeadlineSeconds",
        "DNSPolicy", "NodeSelector", "ServiceAccountName", "AutomountServiceAccountToken", "NodeName", "SecurityContext", "ImagePullSecrets", "Hostname",
        "Subdomain", "SetHostnameAsFQDN", "Affinity", "SchedulerName", "Tolerations", "HostAliases", "PriorityClassName", "Priority", "PreemptionPolicy",
        "DNSConfig", "ReadinessGates", "RuntimeClassName", "Overhead", "EnableServiceLinks", "TopologySpreadConstraints", "OS", "SchedulingGates",
        "ResourceClaims", "Resources", "HostnameOverride", "SchedulingGroup",
    ];

    private static readonly string[] ContextOrder =
    [
        "SELinuxOptions", "WindowsOptions", "RunAsUser", "RunAsGroup", "RunAsNonRoot", "SupplementalGroups", "SupplementalGroupsPolicy", "FSGroup",
        "FSGroupChangePolicy", "Sysctls", "SeccompProfile", "AppArmorProfile", "SELinuxChangePolicy",
    ];

    /// <summary>The difference from the stored spec to the new one.</summary>
    public static string Diff(MapValue stored, MapValue updated) => StructDiff.Of(Internal(stored), Internal(updated));

    /// <summary>The difference between two containers of the ephemeral sort.</summary>
    public static string ContainerDiff(MapValue stored, MapValue updated) => StructDiff.Of(stored, updated, "io.k8s.api.core.v1.EphemeralContainer");

    /// <summary>A pod spec in an error.</summary>
    public static string Of(MapValue spec) => Internal(spec).ToString();

    /// <summary>A pod template in an error: its metadata is part of the struct itself.</summary>
    public static string OfTemplate(MapValue template) =>
        (template.Map("metadata") ?? MapValue.Empty).With("Spec", Internal(template.Map("spec") ?? MapValue.Empty)).ToString();

    private static MapValue Internal(MapValue spec)
    {
        var whole = (MapValue)Value.Parse(InternalText.Of(spec, BuiltInSchemas.Named(Type)!));
        var ordered = new MapBuilder(Order.Length);
        foreach (var member in Order)
        {
            ordered[member] = whole[member] ?? Value.Null;
        }

        if (whole.Map("SecurityContext") is not { } context)
        {
            return ordered.Build();
        }

        var inner = new MapBuilder(20);
        foreach (var (member, goName) in InContext)
        {
            inner[goName] = spec[member] ?? (member is "hostNetwork" or "hostPID" or "hostIPC" ? (Value)false : Value.Null);
        }

        foreach (var member in ContextOrder)
        {
            inner[member] = context[member] ?? Value.Null;
        }

        ordered["SecurityContext"] = inner.Build();
        return ordered.Build();
    }
}
