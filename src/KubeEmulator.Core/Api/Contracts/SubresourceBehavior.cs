using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>How a subresource that shows the whole object (status, approval, finalize, resize, ephemeralcontainers) is updated.</summary>
public abstract class SubresourceBehavior
{
    /// <summary>The new object: what this subresource may change taken from <paramref name="document"/>, everything else from <paramref name="old"/>.</summary>
    public abstract MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old);

    /// <summary>All faults of the change.</summary>
    public virtual void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
    }

    /// <summary>What to warn about.</summary>
    public virtual void Warn(WriteContext context, MapValue document, KubeObject old, Action<string> warn)
    {
    }

    /// <summary>Whether the change counts for the generation.</summary>
    public virtual bool GenerationChanges(MapValue document, KubeObject old) => false;
}
