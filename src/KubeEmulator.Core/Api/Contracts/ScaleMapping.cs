namespace KubeEmulator.Api;

/// <summary>Where <c>scale</c> finds its numbers in an object.</summary>
/// <param name="SpecReplicas">The path of the wanted replicas: <c>spec.replicas</c>.</param>
/// <param name="StatusReplicas">The path of the replicas there are: <c>status.replicas</c>.</param>
/// <param name="Selector">The path of the label selector, as a string or as a LabelSelector; null where there is none.</param>
public sealed record ScaleMapping(string SpecReplicas, string StatusReplicas, string? Selector)
{
    /// <summary>Whether the object is a custom resource: its schema judges the numbers, and replicas that are not set cannot be read.</summary>
    public bool OfCustomResource { get; init; }
}
