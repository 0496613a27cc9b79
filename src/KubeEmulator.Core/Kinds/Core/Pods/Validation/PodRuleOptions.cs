namespace KubeEmulator.Kinds;

/// <summary>
/// What validation of a pod spec lets through, mostly because the stored object has it already (<c>pkg/api/pod/util.go</c>).
/// </summary>
internal sealed record PodRuleOptions
{
    /// <summary>A new object under the rules of today.</summary>
    public static readonly PodRuleOptions Strict = new();

    /// <summary>Whether the object is a pod rather than a template in a workload.</summary>
    public bool IsPod { get; init; }

    public bool AllowInvalidDeletionCost { get; init; }

    public bool AllowInvalidSelectorValues { get; init; }

    public bool AllowInvalidSelectorValuesInNodeAffinity { get; init; }

    public bool AllowInvalidTopologySpreadSelector { get; init; }

    public bool AllowIndivisibleHugePages { get; init; }

    public bool AllowNonLocalTokenPath { get; init; }

    public bool AllowNamespacedSysctlsForHostNetwork { get; init; }

    /// <summary>The gate SELinuxMount is off; a stored pod that names a policy keeps its choice.</summary>
    public bool AllowOnlyRecursiveSelinuxChangePolicy { get; init; } = true;

    public bool AllowContainerRestartRules { get; init; } = true;

    public bool AllowUserNamespacesWithVolumeDevices { get; init; }

    public bool OldPodHasInvalidDns { get; init; }

    public bool AllowNamespaceSelectors { get; init; } = true;

    public bool AllowUnsupportedTolerationOperators { get; init; }
}
