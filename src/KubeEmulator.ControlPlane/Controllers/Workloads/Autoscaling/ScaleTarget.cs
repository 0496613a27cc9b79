using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>What an autoscaler scales.</summary>
/// <param name="Resource">Its resource.</param>
/// <param name="Replicas">How many replicas it is asked for.</param>
/// <param name="ActualReplicas">How many it has.</param>
/// <param name="SelectorText">The selector of its pods as its Scale shows it; empty where it shows none.</param>
internal sealed record ScaleTarget(GroupResource Resource, int Replicas, int ActualReplicas, string SelectorText)
{
    /// <summary>The selector of its pods.</summary>
    public LabelSelector Selector { get; } = SelectorText.Length > 0 && LabelSelector.TryParse(SelectorText, out var selector, out _) ? selector : LabelSelector.Nothing;

    public static ScaleTarget Of(GroupResource resource, KubeObject scale) => new(
        resource,
        (int)(scale.Spec.Integer("replicas") ?? 0),
        (int)(scale.Status.Integer("replicas") ?? 0),
        scale.Status.StringOrEmpty("selector"));
}
