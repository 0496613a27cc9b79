using System.Security.Cryptography;
using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// The served types of a definition: one for each served version. Upstream: <c>customresource_discovery_controller.go</c> for the
/// verbs, <c>customresource_handler.go</c> for the rest.
/// </summary>
internal static class CustomResourceTypes
{
    private static readonly string[] Verbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];
    private static readonly string[] SubresourceVerbs = ["get", "patch", "update"];

    public static IReadOnlyList<ResourceType> Of(Definition definition, ClusterServices services, CancellationToken withdrawn)
    {
        var versions = new CustomResourceVersions(definition, services);
        return [.. definition.Versions.Where(v => v.Bool("served") == true).Select(v => Of(definition, v, versions, withdrawn))];
    }

    private static ResourceType Of(Definition definition, MapValue facts, CustomResourceVersions versions, CancellationToken withdrawn)
    {
        var names = definition.AcceptedNames;
        var version = versions.Find(facts.StringOrEmpty("name"))!;
        var storage = definition.StorageVersion?.StringOrEmpty("name") ?? version.Name;
        return new ResourceType
        {
            Group = definition.Group,
            Version = version.Name,
            Kind = names.StringOrEmpty("kind"),
            ListKind = names.StringOrEmpty("listKind"),
            Plural = names.StringOrEmpty("plural"),
            Singular = names.StringOrEmpty("singular"),
            ShortNames = [.. names.Strings("shortNames")],
            Categories = [.. names.Strings("categories")],
            Namespaced = definition.Namespaced,
            Verbs = Verbs,
            Subresources = [.. Subresources(definition, facts)],
            StorageVersion = new GroupVersion(definition.Group, storage),
            StorageResource = new GroupResource(definition.Group, names.StringOrEmpty("plural")),
            StorageVersionHash = Hash(definition.Group, storage, names.StringOrEmpty("kind")),
            SelectableFields = Selectable(definition, facts),
            Columns = CustomResourceColumns.Definitions(facts),
            IsCustom = true,
            DeprecationWarning = Deprecation(definition, facts),
            Withdrawn = withdrawn,
            PublishedSchema = version.Document,
            SchemaSource = () => version.WholeSchema,
            Behavior = new CustomResourceBehavior(version, versions),
        };
    }

    private static IEnumerable<SubresourceType> Subresources(Definition definition, MapValue facts)
    {
        var subresources = facts.Map("subresources") ?? MapValue.Empty;
        if (subresources.Map("status") is not null)
        {
            yield return new SubresourceType("status", definition.AcceptedNames.StringOrEmpty("kind"), new GroupVersion(definition.Group, facts.StringOrEmpty("name")), SubresourceVerbs);
        }

        if (subresources.Map("scale") is not null)
        {
            yield return new SubresourceType("scale", "Scale", new GroupVersion("autoscaling", "v1"), SubresourceVerbs);
        }
    }

    private static IReadOnlyList<string> Selectable(Definition definition, MapValue facts)
    {
        string[] always = definition.Namespaced ? ["metadata.name", "metadata.namespace"] : ["metadata.name"];
        return [.. always, .. facts.Maps("selectableFields").Select(f => f.StringOrEmpty("jsonPath").TrimStart('.'))];
    }

    private static string? Deprecation(Definition definition, MapValue facts) => facts.Bool("deprecated") != true
        ? null
        : facts.String("deprecationWarning") ?? $"{definition.Group}/{facts.StringOrEmpty("name")} {definition.AcceptedNames.StringOrEmpty("kind")} is deprecated";

    // apiserver's endpoints/discovery/storageversionhash.go.
    private static string Hash(string group, string version, string kind) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{group}/{version}/{kind}")).AsSpan(0, 8));
}
