using System.Collections.Frozen;
using KubeEmulator.Objects;

namespace KubeEmulator.Kinds;

/// <summary>What the names of compute resources mean; core <c>helper/helpers.go</c>.</summary>
internal static class ResourceNames
{
    private const string HugePages = "hugepages-";
    private const string RequestsHugePages = "requests.hugepages-";

    private static readonly FrozenSet<string> Container = FrozenSet.ToFrozenSet(["cpu", "memory", "ephemeral-storage"]);

    private static readonly FrozenSet<string> Integer = FrozenSet.ToFrozenSet([
        "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims",
        "services.nodeports", "services.loadbalancers",
    ]);

    private static readonly FrozenSet<string> Quota = FrozenSet.ToFrozenSet([
        .. Container, .. Integer, "requests.cpu", "requests.memory", "requests.storage", "requests.ephemeral-storage",
        "limits.cpu", "limits.memory", "limits.ephemeral-storage",
    ]);

    /// <summary>Whether containers may ask for it without a domain.</summary>
    public static bool IsStandardContainer(string name) => Container.Contains(name) || IsHugePages(name);

    /// <summary>Whether quotas count it without a domain.</summary>
    public static bool IsStandardQuota(string name) => Quota.Contains(name) || IsHugePages(name) || name.StartsWith(RequestsHugePages, StringComparison.Ordinal);

    /// <summary>Whether the system knows it without a domain.</summary>
    public static bool IsStandard(string name) => name == "storage" || IsStandardQuota(name);

    /// <summary>Whether it is counted in whole pieces.</summary>
    public static bool IsInteger(string name) => Integer.Contains(name) || IsExtended(name);

    /// <summary>Whether it is memory in huge pages of some size.</summary>
    public static bool IsHugePages(string name) => name.StartsWith(HugePages, StringComparison.Ordinal);

    /// <summary>Whether it belongs to Kubernetes.</summary>
    public static bool IsNative(string name) => !name.Contains('/', StringComparison.Ordinal) || name.Contains("kubernetes.io/", StringComparison.Ordinal);

    /// <summary>Whether a device plugin or driver may offer it.</summary>
    public static bool IsExtended(string name) =>
        !IsNative(name) && !name.StartsWith("requests.", StringComparison.Ordinal) && NameRules.CheckQualifiedName("requests." + name).Count == 0;

    /// <summary>Whether limits may be higher than requests.</summary>
    public static bool IsOvercommitAllowed(string name) => IsNative(name) && !IsHugePages(name);

    /// <summary>Whether a pod as a whole may ask for it.</summary>
    public static bool IsPodLevel(string name) => name is "cpu" or "memory" || IsHugePages(name);

    /// <summary>Whether an amount of huge pages is a multiple of the page size that the name states.</summary>
    public static bool IsDivisibleByPageSize(string name, Quantity amount) =>
        Quantity.TryParse(name[HugePages.Length..], out var size, out _) && size.Sign > 0 && size.MilliValue % 1000 == 0 && amount.Value % size.Value == 0;
}
