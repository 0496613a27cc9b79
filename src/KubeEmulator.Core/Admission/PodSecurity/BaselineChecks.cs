using System.Globalization;
using KubeEmulator.Values;
using static KubeEmulator.Admission.PodSecurity.CheckedPod;

namespace KubeEmulator.Admission.PodSecurity;

/// <summary>The checks of the level baseline; one file each under upstream's <c>pod-security-admission/policy</c>.</summary>
internal static class BaselineChecks
{
    private const string AppArmorAnnotation = "container.apparmor.security.beta.kubernetes.io/";

    private static readonly HashSet<string> DefaultCapabilities =
    [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ];

    // By the minor from which each is allowed.
    private static readonly Dictionary<string, int> SafeSysctls = new(StringComparer.Ordinal)
    {
        ["kernel.shm_rmid_forced"] = 0,
        ["net.ipv4.ip_local_port_range"] = 0,
        ["net.ipv4.tcp_syncookies"] = 0,
        ["net.ipv4.ping_group_range"] = 0,
        ["net.ipv4.ip_unprivileged_port_start"] = 0,
        ["net.ipv4.ip_local_reserved_ports"] = 27,
        ["net.ipv4.tcp_keepalive_time"] = 29,
        ["net.ipv4.tcp_fin_timeout"] = 29,
        ["net.ipv4.tcp_keepalive_intvl"] = 29,
        ["net.ipv4.tcp_keepalive_probes"] = 29,
        ["net.ipv4.tcp_rmem"] = 32,
        ["net.ipv4.tcp_wmem"] = 32,
    };

    public static Finding? AppArmor(CheckedPod pod, int minor)
    {
        var values = new SortedSet<string>(StringComparer.Ordinal);
        var setters = new List<string>();
        if (IsBad(pod.Context))
        {
            setters.Add("pod");
        }

        var containers = pod.Where(c => IsBad(ContextOf(c)));
        if (containers.Count > 0)
        {
            setters.Add(Named(containers));
        }

        var annotations = pod.Annotations
            .Where(a => a.Key.StartsWith(AppArmorAnnotation, StringComparison.Ordinal) && a.Value is StringValue { Text: not ("" or "runtime/default") } text && !text.Text.StartsWith("localhost/", StringComparison.Ordinal))
            .Select(a => Annotation(a.Key, ((StringValue)a.Value).Text))
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (annotations.Length > 0)
        {
            setters.Add(Plural("annotation", annotations.Length));
        }

        string[] all = [.. values, .. annotations];
        return setters.Count == 0
            ? null
            : new Finding(Plural("forbidden AppArmor profile", all.Length), $"{string.Join(" and ", setters)} must not set AppArmor profile type to {Quoted(all)}");

        bool IsBad(MapValue context)
        {
            if (context.Map("appArmorProfile")?.StringOrEmpty("type") is not { } type || type is "RuntimeDefault" or "Localhost")
            {
                return false;
            }

            values.Add(type);
            return true;
        }
    }

    public static Finding? Capabilities(CheckedPod pod, int minor)
    {
        var added = new SortedSet<string>(StringComparer.Ordinal);
        var containers = new List<string>();
        foreach (var container in pod.Containers)
        {
            var bad = (ContextOf(container).Map("capabilities")?.Strings("add") ?? []).Where(c => !DefaultCapabilities.Contains(c)).ToArray();
            if (bad.Length > 0)
            {
                containers.Add(container.StringOrEmpty("name"));
                added.UnionWith(bad);
            }
        }

        return containers.Count == 0
            ? null
            : new Finding("non-default capabilities", $"{Named(containers)} must not include {Quoted(added)} in securityContext.capabilities.add");
    }

    public static Finding? HostNamespaces(CheckedPod pod, int minor)
    {
        var used = new[] { "hostNetwork", "hostPID", "hostIPC" }.Where(field => pod.Spec.Bool(field) == true).Select(field => field + "=true").ToArray();
        return used.Length == 0 ? null : new Finding("host namespaces", string.Join(", ", used));
    }

    public static Finding? HostPathVolumes(CheckedPod pod, int minor)
    {
        var volumes = pod.Spec.Maps("volumes").Where(v => v.Map("hostPath") is not null).Select(v => v.StringOrEmpty("name")).ToArray();
        return volumes.Length == 0 ? null : new Finding("hostPath volumes", $"{Plural("volume", volumes.Length)} {Quoted(volumes)}");
    }

    public static Finding? HostPorts(CheckedPod pod, int minor)
    {
        static IEnumerable<string> Ports(MapValue container) =>
            container.Maps("ports").Select(p => p.Integer("hostPort") ?? 0).Where(p => p != 0).Select(p => p.ToString(CultureInfo.InvariantCulture));

        var containers = pod.Where(c => Ports(c).Any());
        var ports = new SortedSet<string>(pod.Containers.SelectMany(Ports), StringComparer.Ordinal);
        return containers.Count == 0
            ? null
            : new Finding("hostPort", $"{Named(containers)} {(containers.Count == 1 ? "uses" : "use")} {Plural("hostPort", ports.Count)} {string.Join(", ", ports)}");
    }

    public static Finding? HostProbes(CheckedPod pod, int minor)
    {
        static IEnumerable<string> Hosts(MapValue container) =>
            new[] { container.At("livenessProbe"), container.At("readinessProbe"), container.At("startupProbe"), container.At("lifecycle", "postStart"), container.At("lifecycle", "preStop") }
                .OfType<MapValue>()
                .SelectMany(handler => new[] { handler.StringAt("httpGet", "host"), handler.StringAt("tcpSocket", "host") })
                .OfType<string>()
                .Where(host => host.Length > 0);

        var containers = new SortedSet<string>(pod.Where(c => Hosts(c).Any()), StringComparer.Ordinal);
        var hosts = new SortedSet<string>(pod.Containers.SelectMany(Hosts), StringComparer.Ordinal);
        return containers.Count == 0
            ? null
            : new Finding("probe or lifecycle host", $"{Named(containers)} {(containers.Count == 1 ? "uses" : "use")} {Plural("probe or lifecycle host", hosts.Count)} {Quoted(hosts)}");
    }

    public static Finding? Privileged(CheckedPod pod, int minor)
    {
        var containers = pod.Where(c => ContextOf(c).Bool("privileged") == true);
        return containers.Count == 0 ? null : new Finding("privileged", $"{Named(containers)} must not set securityContext.privileged=true");
    }

    public static Finding? ProcMount(CheckedPod pod, int minor) =>
        minor >= 35 && pod.HasUserNamespace ? null : AnyProcMount(pod, minor);

    /// <summary>The check without the exception for pods in a user namespace.</summary>
    public static Finding? AnyProcMount(CheckedPod pod, int minor)
    {
        static string? Type(MapValue container) => ContextOf(container).String("procMount") is { } type && type != "Default" ? type : null;

        var containers = pod.Where(c => Type(c) is not null);
        var types = new SortedSet<string>(pod.Containers.Select(Type).OfType<string>(), StringComparer.Ordinal);
        return containers.Count == 0 ? null : new Finding("procMount", $"{Named(containers)} must not set securityContext.procMount to {Quoted(types)}");
    }

    public static Finding? SELinux(CheckedPod pod, int minor)
    {
        var types = new SortedSet<string>(StringComparer.Ordinal);
        var (user, role) = (false, false);
        var podSets = IsBad(pod.Context);
        var containers = pod.Where(c => IsBad(ContextOf(c)));
        if (!podSets && containers.Count == 0)
        {
            return null;
        }

        var data = new List<string>();
        if (types.Count > 0)
        {
            data.Add($"{Plural("type", types.Count)} {Quoted(types)}");
        }

        if (user)
        {
            data.Add("user may not be set");
        }

        if (role)
        {
            data.Add("role may not be set");
        }

        return new Finding("seLinuxOptions", $"{Setters(podSets, containers)} set forbidden securityContext.seLinuxOptions: {string.Join("; ", data)}");

        bool IsBad(MapValue context)
        {
            if (context.Map("seLinuxOptions") is not { } options)
            {
                return false;
            }

            var type = options.StringOrEmpty("type");
            var badType = type is not ("" or "container_t" or "container_init_t" or "container_kvm_t") && !(minor >= 31 && type == "container_engine_t");
            if (badType)
            {
                types.Add(type);
            }

            var (setsUser, setsRole) = (options.StringOrEmpty("user").Length > 0, options.StringOrEmpty("role").Length > 0);
            user |= setsUser;
            role |= setsRole;
            return badType || setsUser || setsRole;
        }
    }

    public static Finding? Sysctls(CheckedPod pod, int minor)
    {
        var forbidden = pod.Context.Maps("sysctls").Select(s => s.StringOrEmpty("name")).Where(name => !SafeSysctls.TryGetValue(name, out var since) || since > minor).ToArray();
        return forbidden.Length == 0 ? null : new Finding("forbidden sysctls", string.Join(", ", forbidden));
    }

    public static Finding? WindowsHostProcess(CheckedPod pod, int minor)
    {
        static bool IsHostProcess(MapValue context) => context.Map("windowsOptions")?.Bool("hostProcess") == true;

        var podSets = IsHostProcess(pod.Context);
        var containers = pod.Where(c => IsHostProcess(ContextOf(c)));
        return !podSets && containers.Count == 0
            ? null
            : new Finding("hostProcess", $"{Setters(podSets, containers)} must not set securityContext.windowsOptions.hostProcess=true");
    }
}
