using KubeEmulator.Objects;
using KubeEmulator.Values;
using static KubeEmulator.Tests.CustomResources.ModelAttributes;

namespace KubeEmulator.Tests.CustomResources;

/// <summary>What becomes of a model class; the schemas are those that KubeOps' transpiler writes.</summary>
public sealed class CustomResourceDefinitionsTests
{
    private static readonly MapValue Properties = (MapValue)Read(CustomResourceDefinitions.FromType<SchemaModel>())
        .Map("spec")!.Maps("versions").Single().At("schema", "openAPIV3Schema", "properties")!;

    [Theory]
    [InlineData("text", "{type: string}")]
    [InlineData("maybeText", "{type: string, nullable: true}")]
    [InlineData("number", "{type: integer, format: int32}")]
    [InlineData("maybeNumber", "{type: integer, format: int32, nullable: true}")]
    [InlineData("long", "{type: integer, format: int64}")]
    [InlineData("single", "{type: number, format: float}")]
    [InlineData("double", "{type: number, format: double}")]
    [InlineData("money", "{type: number, format: decimal}")]
    [InlineData("flag", "{type: boolean}")]
    [InlineData("time", "{type: string, format: date-time}")]
    [InlineData("maybeTime", "{type: string, format: date-time, nullable: true}")]
    [InlineData("id", "{type: string, format: uuid}")]
    [InlineData("link", "{type: string, format: uri}")]
    [InlineData("bytes", "{type: string, format: byte}")]
    [InlineData("height", "{type: string, enum: [Low, very-high]}")]
    [InlineData("maybeHeight", "{type: string, enum: [Low, very-high], nullable: true}")]
    [InlineData("port", "{x-kubernetes-int-or-string: true}")]
    [InlineData("memory", "{type: string}")]
    [InlineData("templateMetadata", "{type: object}")]
    [InlineData("texts", "{type: array, items: {type: string}}")]
    [InlineData("numbers", "{type: array, items: {type: integer, format: int32, nullable: true}}")]
    [InlineData("names", "{type: array, items: {type: string}}")]
    [InlineData("labels", "{type: object, additionalProperties: {type: string}}")]
    [InlineData("anything", "{type: object, x-kubernetes-preserve-unknown-fields: true}")]
    [InlineData("node", "{x-kubernetes-preserve-unknown-fields: true, nullable: true}")]
    [InlineData("element", "{x-kubernetes-preserve-unknown-fields: true}")]
    [InlineData("URL", "{type: string}")]
    [InlineData("opaque", "{type: object, x-kubernetes-preserve-unknown-fields: true}")]
    [InlineData("embedded", "{type: object, x-kubernetes-preserve-unknown-fields: true, x-kubernetes-embedded-resource: true}")]
    [InlineData("sized", "{type: number, format: double, description: How many., minimum: 1, maximum: 9.5, exclusiveMaximum: true, multipleOf: 0.5, default: 2.5}")]
    [InlineData("word", "{type: string, format: hostname, minLength: 2, maxLength: 42, pattern: '^[a-z]+$', externalDocs: {url: 'https://example.com/docs', description: More.}}")]
    [InlineData("brief", "{type: string, maxLength: 3}")]
    [InlineData("chosen", "{type: integer, enum: [30, 60], x-kubernetes-validations: [{rule: self != 45, message: not 45, reason: FieldValueForbidden}]}")]
    public void Property_HasTheSchemaOfItsTypeAndAttributes(string name, string schema) => Assert.Equal(YamlText.Parse(schema), Properties[name]);

    [Theory]
    [InlineData("nested", "")]
    [InlineData("open", "x-kubernetes-preserve-unknown-fields: true")]
    public void Class_IsAnObjectWithItsOwnRules(string name, string more) => Assert.Equal(Part(more), Properties[name]);

    [Fact]
    public void ListOfClasses_KeepsKeysAndDefault()
    {
        var keyed = (MapValue)Properties["keyed"]!;

        Assert.Equal(Part(""), keyed["items"]);
        Assert.Equal(
            YamlText.Parse("{type: array, minItems: 1, maxItems: 3, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name], default: [{name: a}]}"),
            keyed.Without("items"));
        Assert.Equal(Part(""), Properties.Map("parts")!["additionalProperties"]);
    }

    [Fact]
    public void IgnoredProperties_AreLeftOut()
    {
        Assert.Null(Properties["left"]);
        Assert.Null(Properties["leftToo"]);
    }

    [Fact]
    public void Names_FollowKubeOpsRules()
    {
        var spec = (MapValue)Read(CustomResourceDefinitions.FromType<SchemaModel>())["spec"]!;

        Assert.Equal(YamlText.Parse("{kind: SchemaModel, listKind: SchemaModelList, plural: schemamodels, singular: schemamodel}"), spec["names"]);
        Assert.Equal("Namespaced", spec.String("scope"));
        Assert.Equal("v1", spec.Maps("versions").Single().String("name"));
    }

    [Fact]
    public void ClassesOfOneResource_AreItsVersions_BestFirst()
    {
        var definition = Read(CustomResourceDefinitions.FromTypes(typeof(Versions.V1Beta1), typeof(Versions.V2), typeof(Versions.V1)));

        var versions = definition.Map("spec")!.Maps("versions").Select(v => $"{v.String("name")} {v.Bool("storage")}");
        Assert.Equal(["v2 False", "v1 True", "v1beta1 False"], versions);
        Assert.Equal(YamlText.Parse("[vd, ver]"), definition.At("spec", "names", "shortNames"));
        Assert.Equal("Cluster", definition.StringAt("spec", "scope"));
    }

    [Fact]
    public void SpecAndStatus_MakeSubresourcesColumnsAndRequired()
    {
        var version = Read(CustomResourceDefinitions.FromType<Web>()).Map("spec")!.Maps("versions").Single();

        Assert.Equal(YamlText.Parse("{status: {}, scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}}"), version["subresources"]);
        Assert.Equal(YamlText.Parse("[spec]"), version.At("schema", "openAPIV3Schema", "required"));
        Assert.Equal(
            YamlText.Parse("""
                - {name: replicas, type: integer, format: int32, jsonPath: .spec.replicas}
                - {name: Image, type: string, jsonPath: .spec.image, priority: 1, description: What runs.}
                - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
                """),
            version["additionalPrinterColumns"]);
        Assert.Null(version.At("schema", "openAPIV3Schema", "properties", "metadata"));
    }

    [Fact]
    public async Task Cluster_ServesTheModel_AndHoldsItsRules()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithApiOnly().WithCustomResource<Web>());

        var created = (await cluster.Objects.ApplyAsync("""
            apiVersion: example.com/v1
            kind: Web
            metadata: {name: a}
            spec: {image: "a:1"}
            """)).Single();
        var refused = await Assert.ThrowsAsync<ApiException>(() => cluster.Objects.ApplyAsync("""
            apiVersion: example.com/v1
            kind: Web
            metadata: {name: b}
            spec: {image: latest, replicas: 7}
            """));

        Assert.Equal(2, created.Spec.Integer("replicas"));
        Assert.Equal("Web.example.com \"b\" is invalid: spec: Invalid value: an image has a tag", refused.Message);
    }

    [Fact]
    public async Task Assembly_IsScannedForModels()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithApiOnly().WithCustomResource<Web>().WithCustomResourcesFrom(typeof(Web).Assembly));

        Assert.Equal(
            ["schemamodels.example.com", "versioneds.example.com", "webs.example.com"],
            cluster.Objects.List("CustomResourceDefinition").Select(d => d.Name));
    }

    private static MapValue Part(string more) => (MapValue)YamlText.Parse($$"""
        type: object
        description: A part.
        properties: {name: {type: string}, count: {type: integer, format: int32} }
        required: [name]
        x-kubernetes-validations: [{rule: self.name != 'x'}]
        {{more}}
        """);

    private static MapValue Read(string yaml) => (MapValue)YamlText.Parse(yaml);

    private static class Versions
    {
        [KubernetesEntity(Group = "example.com", Kind = "Versioned", ApiVersion = "v1beta1")]
        [EntityScope(EntityScope.Cluster)]
        [KubernetesEntityShortNames("vd")]
        internal sealed class V1Beta1;

        [KubernetesEntity(Group = "example.com", Kind = "Versioned", ApiVersion = "v1")]
        [EntityScope(EntityScope.Cluster)]
        [StorageVersion]
        internal sealed class V1;

        [KubernetesEntity(Group = "example.com", Kind = "Versioned", ApiVersion = "v2")]
        [EntityScope(EntityScope.Cluster)]
        [KubernetesEntityShortNames("vd", "ver")]
        internal sealed class V2;
    }

    private abstract class Resource<TSpec, TStatus>
    {
        public string? ApiVersion { get; set; }

        public string? Kind { get; set; }

        public Dictionary<string, string> Metadata { get; set; } = [];

        public TSpec Spec { get; set; } = default!;

        public TStatus Status { get; set; } = default!;
    }

    [KubernetesEntity(Group = "example.com", ApiVersion = "v1")]
    [ScaleSubresource(".spec.replicas", ".status.replicas")]
    [AgeColumn]
    private sealed class Web : Resource<Web.WebSpec, Web.WebStatus>
    {
        [ValidationRule("self.image.contains(':')", message: "an image has a tag")]
        internal sealed class WebSpec
        {
            [AdditionalPrinterColumn, DefaultValue(2)]
            public int Replicas { get; set; }

            [Required, Description("What runs."), AdditionalPrinterColumn(PrinterColumnPriority.WideView, "Image")]
            public string Image { get; set; } = "";
        }

        internal sealed class WebStatus
        {
            public int Replicas { get; set; }
        }
    }
}
