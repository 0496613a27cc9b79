namespace KubeEmulator.Api;

/// <summary>The object that an action is for, and the means to carry it out.</summary>
public sealed class ActionContext
{
    /// <summary>The resource.</summary>
    public required ResourceType Type { get; init; }

    /// <summary>The subresource posted to.</summary>
    public required string Subresource { get; init; }

    /// <summary>The object's namespace; empty for cluster-scoped ones.</summary>
    public required string Namespace { get; init; }

    /// <summary>The object's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whose request it is.</summary>
    public required RequestContext Request { get; init; }

    /// <summary>The verbs, for what the action writes.</summary>
    public required ClusterApi Api { get; init; }

    /// <summary>The options of the create.</summary>
    public required WriteOptions Options { get; init; }

    /// <summary>Runs mutating and validating admission on the body, as a create of the subresource; returns the admitted body.</summary>
    public required Func<KubeEmulator.Values.MapValue, ValueTask<KubeEmulator.Values.MapValue>> AdmitAsync { get; init; }
}
