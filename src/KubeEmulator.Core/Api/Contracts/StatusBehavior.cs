using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>The usual <c>status</c> subresource: status and metadata change, the rest stays.</summary>
public class StatusBehavior : SubresourceBehavior
{
    /// <summary>The usual one, without validation.</summary>
    public static readonly StatusBehavior Default = new();

    /// <inheritdoc/>
    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        var kept = old.Root.ToBuilder();
        kept["metadata"] = document["metadata"];
        kept["status"] = document["status"];
        return kept.Build();
    }
}
