using KubeEmulator.Api;
using KubeEmulator.Kinds;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Kinds.CustomResources;

public sealed class CustomResourceTests
{
    private const string Things = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: things.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: things, kind: Thing}
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {}}
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      min: {type: integer}
                      max: {type: integer}
                      color: {type: string, default: red}
                      fixed: {type: string, maxLength: 10, x-kubernetes-validations: [{rule: self == oldSelf, message: fixed is immutable}]}
                    x-kubernetes-validations:
                    - {rule: "!has(self.min) || !has(self.max) || self.min <= self.max", message: min is over max, fieldPath: .min}
                  status: {type: object, properties: {phase: {type: string}}}
        """;

    private readonly ClusterServices _services = new()
    {
        Store = new ObjectStore(StoreOptions.Default),
        Clock = TimeProvider.System,
        Random = new SeededRandom(1),
        Settings = new ClusterSettings(),
    };

    private readonly RequestContext _request = new(UserInfo.Admin) { UserAgent = "tester/1.0" };

    public CustomResourceTests() => _services.Catalog = BuiltInCatalog.Create(KindCatalog.For, unstableVersions: false);

    private ResourceType Definitions => _services.Catalog.Find("apiextensions.k8s.io", "v1", "customresourcedefinitions")!;

    private ResourceType? Thing => _services.Catalog.Find("example.com", "v1", "things");

    [Fact]
    public async Task Definition_WhenCreated_IsEstablishedAndServed()
    {
        await DefineAsync(Things);

        var stored = _services.Api.Get(Definitions, "", "things.example.com");
        Assert.Equal(["NamesAccepted", "Established"], stored.Status.Maps("conditions").Where(c => c.String("status") == "True").Select(c => c.String("type")));
        Assert.Equal("thing", Thing!.Singular);
    }

    [Fact]
    public async Task Definition_OfATakenKind_IsNotServed()
    {
        await DefineAsync(Things);
        await DefineAsync(Things.Replace("things", "others", StringComparison.Ordinal));

        var stored = _services.Api.Get(Definitions, "", "others.example.com");
        Assert.Equal("ListKindConflict", stored.Status.Maps("conditions").First().String("reason"));
        Assert.Null(_services.Catalog.Find("example.com", "v1", "others"));
    }

    [Theory]
    [InlineData("self.b == 'x'", "undefined field 'b'")]
    [InlineData("self.color ==", "Syntax error: mismatched input '<EOF>'")]
    [InlineData("self.color", "cel expression must evaluate to a bool")]
    public async Task Definition_WithAWrongRule_Is422(string rule, string expected)
    {
        var definition = Things.Replace("\"!has(self.min) || !has(self.max) || self.min <= self.max\"", $"\"{rule}\"", StringComparison.Ordinal);

        var refused = await Assert.ThrowsAsync<ApiException>(() => DefineAsync(definition));

        Assert.Equal(422, refused.Code);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Object_IsPrunedAndDefaulted_AndItsStatusWaits()
    {
        await DefineAsync(Things);

        var created = await CreateAsync("{min: 1, nosuch: 2}", "status: {phase: Done}");

        Assert.Equal("""{"color":"red","min":1}""", created.Spec.ToString());
        Assert.False(created.Root.ContainsKey("status"));
        Assert.Equal(1, created.Metadata.Generation);
    }

    [Theory]
    [InlineData(FieldValidation.Warn, 1, "the API version in the data (example.com/v2) does not match the expected API version (example.com/v1)")]
    [InlineData(FieldValidation.Ignore, 0, "the API version in the data (example.com/v2) does not match the expected API version (example.com/v1)")]
    [InlineData(FieldValidation.Strict, 0, "Thing in version \"v2\" cannot be handled as a Thing: strict decoding error: unknown field \"spec\"")]
    public async Task Object_OfAVersionThatIsNotThere_IsRefused_AfterALookAtItsFields(FieldValidation validation, int warnings, string message)
    {
        await DefineAsync(Things);
        var (told, options) = (new RequestContext(UserInfo.Admin), new WriteOptions { FieldValidation = validation });

        var refused = await Assert.ThrowsAsync<ApiException>(async () =>
            await _services.Api.CreateAsync(Thing!, "default", Object("{min: 1}").With("apiVersion", "example.com/v2"), options, told));

        Assert.Equal(message, refused.Message);
        Assert.Equal(Enumerable.Repeat("unknown field \"spec\"", warnings), told.Warnings);
    }

    [Fact]
    public async Task Object_ChangedToABadAnnotation_IsToldSoThreeTimes()
    {
        await DefineAsync(Things);
        await CreateAsync("{min: 1}");

        var refused = await Assert.ThrowsAsync<ApiException>(async () => await PatchAsync(PatchType.Merge, """{"metadata":{"annotations":{"a~b":"c"}}}"""));

        Assert.Equal(3, refused.Status.Causes.Count(c => c.String("field") == "metadata.annotations"));
    }

    [Fact]
    public async Task Object_OfTwoControllers_ShowsThemAsGoDoes()
    {
        await DefineAsync(Things);

        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateAsync("{min: 1}", "",
            "ownerReferences: [{controller: true, uid: '1', name: one, kind: X, apiVersion: a/v1}, {controller: true, uid: '2', name: two, kind: X, apiVersion: a/v1}]"));

        Assert.Contains("""Invalid value: [{"apiVersion":"a/v1","kind":"X","name":"one","uid":"1","controller":true},{"apiVersion":"a/v1",""", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FieldValidation.Warn, """{"op":"add"}""", "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp")]
    [InlineData(FieldValidation.Warn, """["add"]""", "error decoding patch: json: cannot unmarshal string into Go value of type handlers.jsonPatchOp")]
    [InlineData(FieldValidation.Ignore, """{"op":"add"}""", "json: cannot unmarshal object into Go value of type jsonpatch.Patch")]
    [InlineData(FieldValidation.Ignore, """["add"]""", "json: cannot unmarshal string into Go value of type jsonpatch.Operation")]
    public async Task JsonPatch_OfAnotherShape_IsRefusedByTheDecoderThatMeetsItFirst(FieldValidation validation, string patch, string message)
    {
        await DefineAsync(Things);
        await CreateAsync("{min: 1}");

        var refused = await Assert.ThrowsAsync<ApiException>(async () => await PatchAsync(PatchType.Json, patch, validation));

        Assert.Equal((400, message), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task Object_AgainstARule_Is422_WithTheRulesMessage()
    {
        await DefineAsync(Things);

        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateAsync("{min: 5, max: 3}"));

        Assert.Equal("Thing.example.com \"a\" is invalid: spec.min: Invalid value: min is over max", refused.Message);
    }

    [Fact]
    public async Task Object_AgainstATransitionRule_Is422_OnlyOnUpdate()
    {
        await DefineAsync(Things);
        var created = await CreateAsync("{fixed: a}");

        var refused = await Assert.ThrowsAsync<ApiException>(async () =>
            await _services.Api.UpdateAsync(Thing!, "default", "a", "", created.Root.WithAt(["spec", "fixed"], "b"), WriteOptions.None, _request));

        Assert.Equal("Thing.example.com \"a\" is invalid: spec.fixed: Invalid value: \"b\": fixed is immutable", refused.Message);
    }

    [Fact]
    public async Task Deletion_WaitsForTheLastObject_AndEndsWatches()
    {
        await DefineAsync(Things);
        var created = await CreateAsync("{min: 1}", "", "finalizers: [example.com/hold]");
        var type = Thing!;
        using var watch = _services.Api.Watch(type, "default", ListOptions.All);

        await _services.Api.DeleteAsync(Definitions, "", "things.example.com", DeleteOptions.None, _request);
        var held = _services.Api.Get(type, "default", "a");
        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateAsync("{min: 1}", name: "late"));
        await _services.Api.UpdateAsync(type, "default", "a", "", held.WithMetadata("finalizers", null).Root, WriteOptions.None, _request);

        Assert.Equal("things.example.com \"late\" is forbidden: create not allowed while custom resource definition is terminating", refused.Message);
        Assert.True(held.Metadata.IsDeleting);
        Assert.Null(Thing);
        Assert.Equal(0, _services.Store.Current.Count(Definitions.StorageResource));
        while (watch.TryNext(out _))
        {
        }

        Assert.True(watch.IsEnded);
        Assert.NotNull(created);
    }

    [Fact]
    public void Explainer_TellsEachPartOfARule()
    {
        var told = RuleExplainer.Explain((MapValue)YamlText.Parse(Things), Object("{min: 5, max: 3}"));

        var verdict = Assert.Single(told.Verdicts);
        Assert.False(verdict.Allowed);
        Assert.Equal("spec", verdict.Path);
        Assert.Contains(verdict.Steps, s => s.Text.Contains("self.min <= self.max", StringComparison.Ordinal) && s.Value == "false");
        Assert.Equal(["spec.min: Invalid value: min is over max"], told.Errors);
        Assert.True(told.Cost > 0);
    }

    private static MapValue Object(string spec, string rest = "", string metadata = "", string name = "a") => (MapValue)YamlText.Parse(
        $"apiVersion: example.com/v1\nkind: Thing\nmetadata:\n  name: {name}\n  {metadata}\nspec: {spec}\n{rest}");

    private async Task DefineAsync(string yaml) =>
        await _services.Api.CreateAsync(Definitions, "", (MapValue)YamlText.Parse(yaml), WriteOptions.None, _request);

    private async Task PatchAsync(PatchType type, string patch, FieldValidation validation = FieldValidation.Warn) =>
        await _services.Api.PatchAsync(Thing!, "default", "a", "", new PatchBody(type, Value.Parse(patch)), new PatchOptions { FieldManager = "tester", FieldValidation = validation }, _request);

    private async Task<KubeObject> CreateAsync(string spec, string rest = "", string metadata = "", string name = "a") =>
        await _services.Api.CreateAsync(Thing!, "default", Object(spec, rest, metadata, name), WriteOptions.None, _request);
}
