using System.Globalization;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Why nodes were turned away, and the texts made of it; kube-scheduler's <c>framework/types.go</c>, Diagnosis and FitError.
/// </summary>
public sealed class NodeVerdicts
{
    private readonly Dictionary<string, PluginStatus> _byNode = new(StringComparer.Ordinal);
    private PluginStatus _absent = PluginStatus.Unresolvable();

    /// <summary>How many nodes have a verdict of their own.</summary>
    public int Count => _byNode.Count;

    /// <summary>The verdict on a node; nodes that nobody looked at share one.</summary>
    public PluginStatus this[string node] => _byNode.GetValueOrDefault(node, _absent);

    internal HashSet<string> UnschedulablePlugins { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> PendingPlugins { get; } = new(StringComparer.Ordinal);

    internal string PreFilterMessage { get; set; } = "";

    internal string PostFilterMessage { get; set; } = "";

    internal bool Has(string node) => _byNode.ContainsKey(node);

    internal void Set(string node, PluginStatus status) => _byNode[node] = status;

    internal void SetAbsent(PluginStatus status) => _absent = status;

    /// <summary>Notes who turned the pod away, so that the right events bring it back.</summary>
    internal void Note(PluginStatus status)
    {
        if (status.Plugin.Length > 0 && status.IsRejected)
        {
            (status.Code == PluginCode.Pending ? PendingPlugins : UnschedulablePlugins).Add(status.Plugin);
        }
    }

    /// <summary>The text of the event and of the pod's condition.</summary>
    internal string Describe(int allNodes)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"0/{allNodes} nodes are available:");
        if (PreFilterMessage.Length > 0)
        {
            text += $" {PreFilterMessage}.";
        }
        else if (Histogram(allNodes) is { Length: > 0 } histogram)
        {
            text += $" {string.Join(", ", histogram)}.";
        }

        return PostFilterMessage.Length > 0 ? $"{text} {PostFilterMessage}" : text;
    }

    private string[] Histogram(int allNodes)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var reason in _byNode.Values.SelectMany(s => s.Reasons))
        {
            counts[reason] = counts.GetValueOrDefault(reason) + 1;
        }

        foreach (var reason in allNodes > Count ? _absent.Reasons : [])
        {
            counts[reason] = counts.GetValueOrDefault(reason) + allNodes - Count;
        }

        // Sorted as texts, number first: "10 ..." stands before "2 ...".
        return [.. counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value} {c.Key}")).Order(StringComparer.Ordinal)];
    }
}
