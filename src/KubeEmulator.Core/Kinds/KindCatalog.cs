using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Kinds;

/// <summary>What is special about the built-in kinds: one line each. Kinds that are not listed have nothing special.</summary>
public static class KindCatalog
{
    private static readonly Dictionary<GroupResource, KindBehavior> Behaviors = new()
    {
        [new("apiregistration.k8s.io", "apiservices")] = new ApiServiceBehavior(),
    };

    /// <summary>The resources with a behaviour of their own.</summary>
    public static IReadOnlyCollection<GroupResource> Resources => Behaviors.Keys;

    /// <summary>The behaviour of a built-in resource.</summary>
    public static KindBehavior For(GroupResource resource) => Behaviors.GetValueOrDefault(resource, PlainBehavior.Instance);
}
