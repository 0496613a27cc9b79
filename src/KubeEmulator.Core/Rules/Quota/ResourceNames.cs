using KubeEmulator.Objects;

namespace KubeEmulator.Rules;

/// <summary>What a resource's name says about it; <c>pkg/apis/core/v1/helper/helpers.go</c>.</summary>
internal static class ResourceNames
{
    public const string HugePagesPrefix = "hugepages-";
    public const string RequestsPrefix = "requests.";
    public const string LimitsPrefix = "limits.";
    public const string DeviceClassPrefix = "deviceclass.resource.kubernetes.io/";

    private const string NativeNamespace = "kubernetes.io/";

    /// <summary>Whether the resource is Kubernetes' own: without a domain, or of <c>kubernetes.io</c>.</summary>
    public static bool IsNative(string name) => !name.Contains('/', StringComparison.Ordinal) || name.Contains(NativeNamespace, StringComparison.Ordinal);

    /// <summary>Whether the resource is one that nodes or drivers add, such as <c>example.com/gpu</c>.</summary>
    public static bool IsExtended(string name) =>
        !IsNative(name) && !name.StartsWith(RequestsPrefix, StringComparison.Ordinal) && NameRules.CheckQualifiedName(RequestsPrefix + name).Count == 0;

    /// <summary>Whether the resource is extended, by its name or by a device class.</summary>
    public static bool IsExtendedOrDeviceClass(string name) => IsExtended(name) || name.StartsWith(DeviceClassPrefix, StringComparison.Ordinal);

    /// <summary>Whether the resource is a size of huge pages.</summary>
    public static bool IsHugePages(string name) => name.StartsWith(HugePagesPrefix, StringComparison.Ordinal);

    /// <summary>Whether the scheduler counts the resource beside cpu, memory and ephemeral storage.</summary>
    public static bool IsScalar(string name) =>
        IsExtended(name) || IsHugePages(name) || name.Contains(NativeNamespace, StringComparison.Ordinal) || name.StartsWith("attachable-volumes-", StringComparison.Ordinal);

    /// <summary>The quota name that counts all objects of a resource: <c>count/deployments.apps</c>.</summary>
    public static string CountOf(GroupResource resource) => $"count/{resource}";
}
