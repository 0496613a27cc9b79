using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>What a write is about, the same for every attempt.</summary>
internal sealed record WriteTarget(ClusterServices Services, ResourceType Type, string Namespace, string Name, string Subresource, RequestContext Request)
{
    public bool DryRun { get; init; }

    /// <summary>The options as admission sees them, by operation.</summary>
    public required Func<Operation, MapValue> OptionsDocument { get; init; }

    /// <summary>The kind that admission sees, where it is not the resource's own.</summary>
    public GroupVersion? ObjectVersion { get; init; }

    /// <summary>See <see cref="ObjectVersion"/>.</summary>
    public string? ObjectKind { get; init; }

    /// <summary>What admission sees of the object (its Scale); null where it is the object itself.</summary>
    public Func<MapValue, MapValue>? View { get; init; }

    /// <summary>Takes what admission made of the view back into the object.</summary>
    public Func<MapValue, MapValue, MapValue>? Unview { get; init; }

    /// <summary>The key; the name may come later than the target (generateName).</summary>
    public ObjectKey KeyOf(string name) => Type.Key(Namespace, name);

    public WriteContext Context(Operation operation, Snapshot snapshot) => new()
    {
        Type = Type,
        Subresource = Subresource,
        Operation = operation,
        Request = Request,
        Services = Services,
        Snapshot = snapshot,
        Namespace = Namespace,
        DryRun = DryRun,
    };

    public AdmissionAttributes Admission(Operation operation, MapValue? document, MapValue? old, Snapshot snapshot) => new()
    {
        Type = Type,
        Subresource = Subresource,
        ObjectVersion = ObjectVersion ?? Type.GroupVersion,
        ObjectKind = ObjectKind ?? Type.Kind,
        Operation = operation,
        Namespace = Namespace.Length == 0 && Type.GroupResource == new GroupResource("", "namespaces") ? Name : Namespace,
        Name = Name,
        Object = Seen(document),
        OldObject = Seen(old),
        OptionsSource = OptionsDocument,
        DryRun = DryRun,
        Request = Request,
        Services = Services,
        Snapshot = snapshot,
    };

    /// <summary>The document after mutating admission.</summary>
    public async ValueTask<MapValue> MutateAsync(Operation operation, MapValue document, MapValue? old, Snapshot snapshot)
    {
        var attributes = Admission(operation, document, old, snapshot);
        var before = attributes.Object;
        var after = (await AdmissionChain.MutateAsync(attributes).ConfigureAwait(false))!;
        return Unview is null ? after : ReferenceEquals(before, after) ? document : Unview(document, after);
    }

    private MapValue? Seen(MapValue? document) => document is null || View is null ? document : View(document);
}
