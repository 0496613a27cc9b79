using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>Which labels a kubelet may give its own node. Upstream: <c>noderestriction</c> and kubelet's <c>well_known_labels.go</c>.</summary>
internal static class NodeLabels
{
    private const string Restricted = "node-restriction.kubernetes.io";
    private static readonly HashSet<string> Own = new(StringComparer.Ordinal)
    {
        "kubernetes.io/hostname", "topology.kubernetes.io/zone", "topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/zone",
        "failure-domain.beta.kubernetes.io/region", "beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type",
        "kubernetes.io/os", "kubernetes.io/arch", "beta.kubernetes.io/os", "beta.kubernetes.io/arch",
    };

    /// <summary>The changed labels that it may not touch, sorted.</summary>
    public static IReadOnlyList<string> Forbidden(MapValue? labels, MapValue? before)
    {
        labels ??= MapValue.Empty;
        before ??= MapValue.Empty;
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels)
        {
            if (before[name] != value && IsForbidden(name))
            {
                names.Add(name);
            }
        }

        foreach (var name in before.Keys)
        {
            if (!labels.ContainsKey(name) && IsForbidden(name))
            {
                names.Add(name);
            }
        }

        return [.. names];
    }

    private static bool IsForbidden(string label)
    {
        var slash = label.IndexOf('/');
        var domain = slash < 0 ? "" : label[..slash];
        var isKubernetes = IsIn(domain, "kubernetes.io") || IsIn(domain, "k8s.io");
        var isKubelets = Own.Contains(label) || IsIn(domain, "kubelet.kubernetes.io") || IsIn(domain, "node.kubernetes.io");
        return IsIn(domain, Restricted) || (isKubernetes && !isKubelets);
    }

    private static bool IsIn(string domain, string parent) => domain == parent || domain.EndsWith("." + parent, StringComparison.Ordinal);
}
