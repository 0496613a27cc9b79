using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>What every object has in <c>metadata</c>, read once.</summary>
public sealed class ObjectMeta
{
    private readonly OwnerReference[]? _owners;

    internal ObjectMeta(MapValue root)
    {
        Root = root;
        Name = root.StringOrEmpty("name");
        Namespace = root.StringOrEmpty("namespace");
        Uid = root.StringOrEmpty("uid");
        ResourceVersion = root.StringOrEmpty("resourceVersion");
        Labels = root.Map("labels") ?? MapValue.Empty;
        DeletionTimestamp = root.String("deletionTimestamp");
        _owners = root.List("ownerReferences") is { Count: > 0 } owners ? [.. owners.OfType<MapValue>().Select(o => new OwnerReference(o))] : null;
    }

    /// <summary>The metadata as a map.</summary>
    public MapValue Root { get; }

    /// <summary>The name, empty where not yet given.</summary>
    public string Name { get; }

    /// <summary>The namespace, empty for cluster-scoped objects.</summary>
    public string Namespace { get; }

    /// <summary>The uid, empty before the object is stored.</summary>
    public string Uid { get; }

    /// <summary>The resource version as clients see it.</summary>
    public string ResourceVersion { get; }

    /// <summary>The resource version as a store revision; 0 where absent or not a number.</summary>
    public long Revision => long.TryParse(ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    /// <summary>The prefix of a name to be generated.</summary>
    public string GenerateName => Root.StringOrEmpty("generateName");

    /// <summary>The generation; 0 where absent.</summary>
    public long Generation => Root.Integer("generation") ?? 0;

    /// <summary>When the object was created, RFC 3339.</summary>
    public string? CreationTimestamp => Root.String("creationTimestamp");

    /// <summary>When the object is to be gone, RFC 3339; <c>null</c> while nobody has deleted it.</summary>
    public string? DeletionTimestamp { get; }

    /// <summary>Whether somebody has deleted the object and it waits for its finalizers or its grace period.</summary>
    public bool IsDeleting => DeletionTimestamp is not null;

    /// <summary>The labels.</summary>
    public MapValue Labels { get; }

    /// <summary>The annotations.</summary>
    public MapValue Annotations => Root.Map("annotations") ?? MapValue.Empty;

    /// <summary>The finalizers in order.</summary>
    public IEnumerable<string> Finalizers => Root.Strings("finalizers");

    /// <summary>The owners.</summary>
    public IReadOnlyList<OwnerReference> Owners => _owners ?? [];

    /// <summary>The owner that controls this object.</summary>
    public OwnerReference? Controller => _owners?.FirstOrDefault(o => o.IsController);

    /// <summary>Whether a label has this value.</summary>
    public bool HasLabel(string key, string value) => Labels[key] is StringValue text && text.Text == value;
}
