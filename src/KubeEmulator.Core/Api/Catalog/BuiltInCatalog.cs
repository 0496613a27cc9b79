using KubeEmulator.Objects;
using KubeEmulator.Schemas;

namespace KubeEmulator.Api;

/// <summary>The catalog of built-in resources, made from the schema facts and the kinds' behaviours. Made once per process and option.</summary>
internal static class BuiltInCatalog
{
    private static readonly GroupResource Events = new("", "events");

    /// <summary>The resources served by default, and the alpha and beta ones where asked.</summary>
    public static ResourceCatalog Create(Func<GroupResource, KindBehavior> behaviors, bool unstableVersions) =>
        new(BuiltInResources.All.Where(facts => facts.EnabledByDefault || unstableVersions).Select(facts => Type(facts, behaviors(Stored(facts)))));

    /// <summary>One resource from its facts.</summary>
    public static ResourceType Type(ResourceFacts facts, KindBehavior behavior) => new()
    {
        Group = facts.Group,
        Version = facts.Version,
        Kind = facts.Kind,
        ListKind = facts.ListKind,
        Plural = facts.Plural,
        Singular = facts.Singular,
        ShortNames = facts.ShortNames,
        Categories = facts.Categories,
        Namespaced = facts.Namespaced,
        Verbs = facts.Verbs,
        Subresources = [.. facts.Subresources.Select(s => new SubresourceType(s.Name, s.Kind.Kind, new GroupVersion(s.Kind.Group, s.Kind.Version), s.Verbs))],
        StorageVersion = Stored(facts) == Events ? new GroupVersion("", "v1") : facts.StorageVersion,
        StorageResource = Stored(facts),
        StorageVersionHash = facts.StorageVersionHash,
        SelectableFields = facts.SelectableFields,
        Columns = facts.Columns,
        DeleteReturnsObject = facts.DeleteReturnsObject,
        SchemaSource = () => BuiltInSchemas.For(facts.GroupVersionKind) ?? Schema.Any,
        Behavior = behavior,
    };

    // An Event is one object under two roofs.
    private static GroupResource Stored(ResourceFacts facts) =>
        facts.GroupResource == new GroupResource("events.k8s.io", "events") ? Events : facts.GroupResource;
}
