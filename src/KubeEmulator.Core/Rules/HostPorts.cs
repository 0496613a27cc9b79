using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>The host's ports that pods take; kube-scheduler's <c>framework/types.go</c>, HostPortInfo.</summary>
internal static class HostPorts
{
    private const string Any = "0.0.0.0";

    /// <summary>The ports of a pod's containers and sidecars.</summary>
    public static IEnumerable<HostPort> Of(PodView pod) =>
        from container in pod.Containers.Concat(pod.InitContainers.Where(c => c.IsRestartable))
        from port in container.Ports
        let number = port.Integer("hostPort") ?? 0
        where number > 0
        select new HostPort(port.String("hostIP") is { Length: > 0 } ip ? ip : Any, port.String("protocol") is { Length: > 0 } protocol ? protocol : "TCP", (int)number);

    /// <summary>Whether two ports cannot both be taken: same protocol and number, and addresses equal or one of them all addresses.</summary>
    public static bool Conflict(HostPort left, HostPort right) =>
        left.Port == right.Port && left.Protocol == right.Protocol && (left.Ip == right.Ip || left.Ip == Any || right.Ip == Any);

    /// <summary>Whether any port wanted is taken.</summary>
    public static bool AnyConflict(IReadOnlyCollection<HostPort> wanted, IReadOnlyCollection<HostPort> taken) =>
        wanted.Count > 0 && taken.Count > 0 && wanted.Any(w => taken.Any(t => Conflict(w, t)));
}
