namespace KubeEmulator.Admission.PodSecurity;

/// <summary>The checks by level and version, in the order in which upstream's <c>policy/registry.go</c> reports them.</summary>
internal static class PodSecurityChecks
{
    private const int Never = int.MaxValue;

    // A restricted check that says more takes the place of a baseline check from some minor on.
    private static readonly (int Since, int ReplacedSince, Func<CheckedPod, int, Finding?> Run)[] Baseline =
    [
        (0, Never, BaselineChecks.AppArmor),
        (0, 22, BaselineChecks.Capabilities),
        (0, Never, BaselineChecks.HostNamespaces),
        (0, 0, BaselineChecks.HostPathVolumes),
        (0, Never, BaselineChecks.HostPorts),
        (34, Never, BaselineChecks.HostProbes),
        (0, Never, BaselineChecks.Privileged),
        (0, 35, BaselineChecks.ProcMount),
        (0, Never, BaselineChecks.SELinux),
        (0, 19, SeccompChecks.Baseline),
        (0, Never, BaselineChecks.Sysctls),
        (0, Never, BaselineChecks.WindowsHostProcess),
    ];

    private static readonly (int Since, Func<CheckedPod, int, Finding?> Run)[] Restricted =
    [
        (8, RestrictedChecks.PrivilegeEscalation),
        (22, RestrictedChecks.Capabilities),
        (35, BaselineChecks.AnyProcMount),
        (0, RestrictedChecks.Volumes),
        (0, RestrictedChecks.NonRoot),
        (23, RestrictedChecks.User),
        (19, SeccompChecks.Restricted),
    ];

    /// <summary>All that a level has against a pod.</summary>
    public static IReadOnlyList<Finding> Evaluate(LevelVersion policy, CheckedPod pod)
    {
        // One below the mark that means never, so that the latest version replaces nothing by accident.
        var minor = Math.Min(policy.Minor, Never - 1);
        var restricted = policy.Level == SecurityLevel.Restricted;
        if (policy.Level == SecurityLevel.Privileged)
        {
            return [];
        }

        var findings = Baseline.Where(c => c.Since <= minor && !(restricted && c.ReplacedSince <= minor)).Select(c => c.Run(pod, minor));
        if (restricted)
        {
            findings = findings.Concat(Restricted.Where(c => c.Since <= minor).Select(c => c.Run(pod, minor)));
        }

        return [.. findings.OfType<Finding>()];
    }
}
