using KubeEmulator.Api;
using KubeEmulator.Core.Tests.Api;
using KubeEmulator.Objects;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Kinds.CustomResources;

/// <summary>
/// Definitions of the size and shape that operators bring: certificates, routes, monitoring, workflows, databases. What the genuine
/// API-extensions server made of their objects, and of broken ones, stands beside them.
/// </summary>
public class LargeDefinitionTests
{
    [Theory]
    [InlineData("certificates")]
    [InlineData("databases")]
    [InlineData("monitoring")]
    [InlineData("routes")]
    [InlineData("workflows")]
    public async Task Object_OfALargeDefinition_IsStoredAsByTheGenuineServer(string name)
    {
        var (cluster, type) = await DefineAsync(name);
        var created = await cluster.Api.CreateAsync(type, "default", Yaml(name, "object.yaml"), WriteOptions.None, cluster.Request);

        Assert.Equal(Sorted(Value.Parse(File.ReadAllText(PathOf(name, "created.json")))).ToString(), Sorted(created.Root.Without("metadata")).ToString());
    }

    [Theory]
    [InlineData("certificates")]
    [InlineData("databases")]
    [InlineData("monitoring")]
    [InlineData("routes")]
    [InlineData("workflows")]
    public async Task Object_Broken_IsRefusedAsByTheGenuineServer(string name)
    {
        var (cluster, type) = await DefineAsync(name);
        var valid = Yaml(name, "object.yaml").ToString();
        List<string> differences = [];
        foreach (var line in File.ReadLines(PathOf(name, "refused.jsonl")).Select(text => (MapValue)Value.Parse(text)))
        {
            var edit = line.StringOrEmpty("edit");
            string[] told = [.. (await ErrorsAsync(cluster, type, RuleTable.Edited(valid, edit))).Order(StringComparer.Ordinal)];
            string[] wanted = [.. line.Strings("errors").Order(StringComparer.Ordinal)];
            if (!told.SequenceEqual(wanted))
            {
                differences.Add($"{edit}\n  told   {string.Join("\n         ", told)}\n  wanted {string.Join("\n         ", wanted)}");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static async Task<(TestCluster Cluster, ResourceType Type)> DefineAsync(string name)
    {
        var (cluster, definitions) = RuleTable.Cluster("apiextensions.k8s.io", "v1", "customresourcedefinitions");
        var definition = await cluster.Api.CreateAsync(definitions, "", Yaml(name, "definition.yaml"), WriteOptions.None, cluster.Request);
        var version = definition.Spec.Maps("versions").First().StringOrEmpty("name");
        return (cluster, cluster.Services.Catalog.Find(definition.Spec.StringOrEmpty("group"), version, definition.Spec.StringAt("names", "plural")!)!);
    }

    private static async Task<IEnumerable<string>> ErrorsAsync(TestCluster cluster, ResourceType type, MapValue document)
    {
        try
        {
            await cluster.Api.CreateAsync(type, "default", document, new WriteOptions { DryRun = true }, cluster.Request);
            return [];
        }
        catch (ApiException refused)
        {
            var causes = refused.Status.Causes.Select(c => $"{c.String("field")}: {c.String("message")}").ToArray();
            return causes.Length > 0 ? causes : [refused.Message];
        }
    }

    private static MapValue Yaml(string name, string file) => (MapValue)YamlText.Read(File.ReadAllBytes(PathOf(name, file)), new YamlReadOptions());

    private static string PathOf(string name, string file) => Path.Combine(SharedReference.RepositoryRoot, "tests", "Golden", "CustomResources", name, file);

    private static Value Sorted(Value value) => value switch
    {
        MapValue map => MapValue.Of([.. map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => (m.Key, Sorted(m.Value)))]),
        ListValue list => ListValue.From(list.Select(Sorted)),
        _ => value,
    };
}
