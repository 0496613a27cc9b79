using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>One entry of <c>metadata.ownerReferences</c>.</summary>
public sealed class OwnerReference(MapValue root)
{
    /// <summary>The reference as a map.</summary>
    public MapValue Root { get; } = root;

    /// <summary>The owner's apiVersion.</summary>
    public string ApiVersion { get; } = root.StringOrEmpty("apiVersion");

    /// <summary>The owner's kind.</summary>
    public string Kind { get; } = root.StringOrEmpty("kind");

    /// <summary>The owner's name.</summary>
    public string Name { get; } = root.StringOrEmpty("name");

    /// <summary>The owner's uid.</summary>
    public string Uid { get; } = root.StringOrEmpty("uid");

    /// <summary>Whether the owner is the managing controller.</summary>
    public bool IsController { get; } = root.Bool("controller") ?? false;

    /// <summary>Whether a foreground deletion of the owner waits for this object.</summary>
    public bool BlockOwnerDeletion { get; } = root.Bool("blockOwnerDeletion") ?? false;
}
