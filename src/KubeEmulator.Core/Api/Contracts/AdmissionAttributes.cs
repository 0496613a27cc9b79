using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>A request as admission sees it.</summary>
public sealed class AdmissionAttributes
{
    private MapValue? _options;

    /// <summary>The resource in the version of the request.</summary>
    public required ResourceType Type { get; init; }

    /// <summary>The subresource, or empty.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>The kind of <see cref="Object"/>; differs from the resource's for subresources such as scale, binding, eviction.</summary>
    public required GroupVersion ObjectVersion { get; init; }

    /// <summary>See <see cref="ObjectVersion"/>.</summary>
    public required string ObjectKind { get; init; }

    /// <summary>What is done.</summary>
    public required Operation Operation { get; init; }

    /// <summary>The namespace; empty for cluster-scoped resources (for a Namespace itself: its name).</summary>
    public required string Namespace { get; init; }

    /// <summary>The name; empty on a create with generateName.</summary>
    public required string Name { get; init; }

    /// <summary>The object as it would be written, in the version of the request; null on delete.</summary>
    public MapValue? Object { get; set; }

    /// <summary>The object as it is, in the version of the request; null on create.</summary>
    public MapValue? OldObject { get; init; }

    /// <summary>The options of the request as a document (CreateOptions, UpdateOptions, PatchOptions, DeleteOptions); made when first asked for.</summary>
    public MapValue Options => _options ??= OptionsSource(Operation);

    /// <summary>Whether nothing will be stored.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whose request it is; takes warnings and audit annotations.</summary>
    public required RequestContext Request { get; init; }

    /// <summary>The cluster's parts.</summary>
    public required ClusterServices Services { get; init; }

    /// <summary>The state this attempt works on: what plugins read.</summary>
    public required Snapshot Snapshot { get; init; }

    internal Func<Operation, MapValue> OptionsSource { get; init; } = static _ => MapValue.Empty;

    /// <summary>Whether mutating plugins run a second time.</summary>
    internal Reinvocation Reinvocation { get; } = new();

    /// <summary>
    /// Writes that go into the commit of the object, or not at all (quota). Only what a validating plugin adds is used;
    /// it is asked anew on each retry.
    /// </summary>
    public List<StoreWrite> AlsoWrite { get; } = [];
}
