using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>A pod's <c>nodeSelector</c> and required node affinity read once, to be asked about many nodes. Immutable.</summary>
internal sealed class NodeRequirement
{
    private readonly LabelSelector _selector;
    private readonly NodeTerm[]? _terms;

    private NodeRequirement(LabelSelector selector, NodeTerm[]? terms) => (_selector, _terms) = (selector, terms);

    /// <summary>What a pod requires.</summary>
    public static NodeRequirement Of(PodView pod) => new(
        LabelSelector.FromLabels(pod.NodeSelector),
        NodeSelectors.Required(pod) is { } required ? [.. required.Maps("nodeSelectorTerms").Select(NodeTerm.From)] : null);

    /// <summary>Whether nothing is required.</summary>
    public bool IsEmpty => _selector.IsEmpty && _terms is null;

    /// <summary>Whether a node fits.</summary>
    public bool Matches(NodeView node)
    {
        if (!_selector.Matches(node.Labels))
        {
            return false;
        }

        if (_terms is null)
        {
            return true;
        }

        foreach (var term in _terms)
        {
            if (term.Matches(node))
            {
                return true;
            }
        }

        return false;
    }
}
