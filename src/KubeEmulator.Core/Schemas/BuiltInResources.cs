using System.Collections.Frozen;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>The resources of Kubernetes itself, in the order of the facts; read once per process.</summary>
internal static class BuiltInResources
{
    private static readonly Lazy<IReadOnlyList<GroupFacts>> AllGroups = new(() => [.. FactFiles.Resources.Maps("groups").Select(ReadGroup)]);
    private static readonly Lazy<IReadOnlyList<ResourceFacts>> AllResources = new(() => [.. FactFiles.Resources.Maps("resources").Select(ReadResource)]);
    private static readonly Lazy<FrozenDictionary<GroupVersionKind, ResourceFacts>> ByKind = new(() => All.ToFrozenDictionary(r => r.GroupVersionKind));

    /// <summary>Every group, the core group first, then in the order that <c>/apis</c> lists them.</summary>
    public static IReadOnlyList<GroupFacts> Groups => AllGroups.Value;

    /// <summary>Every resource of every version, alpha and beta ones too.</summary>
    public static IReadOnlyList<ResourceFacts> All => AllResources.Value;

    /// <summary>The resource of a kind; null where the kind has none.</summary>
    public static ResourceFacts? For(GroupVersionKind kind) => ByKind.Value.GetValueOrDefault(kind);

    private static GroupFacts ReadGroup(MapValue facts) =>
        new(facts.StringOrEmpty("name"), facts.StringOrEmpty("package"), [.. facts.Strings("versions")]);

    private static ResourceFacts ReadResource(MapValue facts)
    {
        var own = new GroupVersion(facts.StringOrEmpty("group"), facts.StringOrEmpty("version"));
        var kind = facts.StringOrEmpty("kind");
        string[] selectors = [.. facts.Strings("selectors")];
        return new ResourceFacts
        {
            Group = own.Group,
            Version = own.Version,
            Kind = kind,
            ListKind = kind + "List",
            Plural = facts.StringOrEmpty("plural"),
            Singular = facts.StringOrEmpty("singular"),
            ShortNames = [.. facts.Strings("shortNames")],
            Categories = [.. facts.Strings("categories")],
            Namespaced = facts.Bool("namespaced") ?? false,
            Verbs = [.. facts.Strings("verbs")],
            Subresources = [.. facts.Maps("subresources").Select(s => ReadSubresource(s, own))],
            EnabledByDefault = facts.Bool("enabled") ?? false,
            StorageVersionHash = facts.StringOrEmpty("hash"),
            StorageVersion = facts.String("storage") is { } storage ? GroupVersion.Parse(storage) : own,
            DeleteReturnsObject = facts.String("deleted") == "object",
            Columns = [.. (facts.List("columns") ?? ListValue.Empty).OfType<ListValue>().Select(ReadColumn)],
            SelectableFields = selectors.Length > 0 ? selectors : ["metadata.name", "metadata.namespace"],
        };
    }

    private static SubresourceFacts ReadSubresource(MapValue facts, GroupVersion parent) => new(
        facts.StringOrEmpty("name"),
        new GroupVersionKind(facts.String("group") ?? parent.Group, facts.String("version") ?? parent.Version, facts.StringOrEmpty("kind")),
        [.. facts.Strings("verbs")]);

    private static PrinterColumn ReadColumn(ListValue facts) => new(
        ((StringValue)facts[0]).Text,
        ((StringValue)facts[1]).Text,
        ((StringValue)facts[2]).Text,
        facts[3] is NumberValue n && n.TryGetInt64(out var priority) ? priority : 0);
}
