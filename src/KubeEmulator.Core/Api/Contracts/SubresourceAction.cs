using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>What a POST to a subresource does: binding, eviction, token.</summary>
public abstract class SubresourceAction
{
    /// <summary>Carries the action out on the named object and returns the answer's document (often a Status).</summary>
    /// <exception cref="ApiException">The action is refused.</exception>
    public abstract ValueTask<MapValue> RunAsync(ActionContext context, MapValue body);
}
