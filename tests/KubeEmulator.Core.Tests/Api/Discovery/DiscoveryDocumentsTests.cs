using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Api;

public sealed class DiscoveryDocumentsTests
{
    private static readonly ResourceCatalog BuiltIn = BuiltInCatalog.Create(_ => new PlainBehavior(), unstableVersions: false);
    private static readonly DiscoveryDocuments Documents = DiscoveryDocuments.Of(BuiltIn);

    [SharedTheory]
    [InlineData("documents-04-apis.json")]
    [InlineData("documents-51-apis-aggregated.json")]
    [InlineData("documents-50-api-aggregated.json")]
    public void GroupLists_AreAsServed(string file)
    {
        var actual = file.Contains("api-agg", StringComparison.Ordinal) ? Documents.CoreAggregated.Document
            : file.Contains("aggregated", StringComparison.Ordinal) ? Documents.Aggregated.Document
            : Documents.GroupList;

        Assert.Equal(Served(file).ToString(), actual.Root.ToString());
    }

    [SharedFact]
    public void GroupsAndResources_AreAsServed()
    {
        var compared = 0;
        foreach (var path in Directory.GetFiles(SharedReference.PathOf("wire", "golden", "served"), "documents-*.json"))
        {
            var served = Served(Path.GetFileName(path));
            var actual = served.String("kind") switch
            {
                "APIGroup" => Documents.Group(served.StringOrEmpty("name")),
                "APIResourceList" => Documents.Resources(GroupVersion.Parse(served.StringOrEmpty("groupVersion"))),
                _ => null,
            };
            if (actual is not null)
            {
                compared++;
                Assert.Equal(served.ToString(), actual.ToString());
            }
        }

        Assert.True(compared > 40, $"{compared} documents");
    }

    [SharedFact]
    public void Definitions_StandBehindTheBuiltInGroups()
    {
        var catalog = BuiltIn.WithCustom([Gadget("anchor.example.com", "v1beta1"), Gadget("anchor.example.com", "v1")]);
        var documents = DiscoveryDocuments.Of(catalog);

        Assert.Equal("anchor.example.com", documents.GroupList.Root.Maps("groups").Last().String("name"));
        Assert.Equal(["v1", "v1beta1"], documents.Group("anchor.example.com")!.Maps("versions").Select(v => v.String("version")));
        var served = (MapValue)Value.Parse(File.ReadAllBytes(SharedReference.PathOf("wire", "machinery", "golden", "discovery-08-group-version.json"))).At("response", "body")!;
        Assert.Equal(served.ToString(), documents.Resources(new GroupVersion("anchor.example.com", "v1"))!.ToString());
    }

    [Fact]
    public void UnservedGroup_HasNoDocument()
    {
        Assert.Null(Documents.Group("nosuch.example.com"));
        Assert.Null(Documents.Resources(new GroupVersion("apps", "v1beta1")));
        Assert.Same(Documents, DiscoveryDocuments.Of(BuiltIn));
    }

    private static MapValue Served(string file) =>
        Value.Parse(File.ReadAllBytes(SharedReference.PathOf("wire", "golden", "served", file))).At("response", "body") as MapValue ?? MapValue.Empty;

    private static ResourceType Gadget(string group, string version) => new()
    {
        Group = group,
        Version = version,
        Kind = "Gadget",
        ListKind = "GadgetList",
        Plural = "gadgets",
        Singular = "gadget",
        Namespaced = true,
        IsCustom = true,
        ShortNames = ["gd"],
        Categories = ["all", "anchor"],
        Verbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"],
        Subresources =
        [
            new SubresourceType("status", "Gadget", new GroupVersion(group, version), ["get", "patch", "update"]),
            new SubresourceType("scale", "Scale", new GroupVersion("autoscaling", "v1"), ["get", "patch", "update"]),
        ],
        StorageVersion = new GroupVersion(group, "v1"),
        StorageResource = new GroupResource(group, "gadgets"),
        StorageVersionHash = "6NSqdb5Vh5Y=",
        Behavior = new PlainBehavior(),
    };

    private sealed class PlainBehavior : KindBehavior;
}
