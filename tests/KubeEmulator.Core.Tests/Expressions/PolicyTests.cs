using KubeEmulator.Expressions;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Expressions;

/// <summary>What admission policies need: an authorizer, lazy variables, constructed objects and patches.</summary>
public sealed class PolicyTests
{
    [Theory]
    [InlineData("authorizer.path('/healthz').check('get').allowed()", "get /healthz")]
    [InlineData("authorizer.group('apps').resource('deployments').subresource('scale').namespace('ns').name('n').check('update').allowed()", "update apps/deployments/scale ns/n")]
    [InlineData("authorizer.serviceAccount('ns', 'sa').group('').resource('pods').fieldSelector('a=b').labelSelector('c=d').check('list').allowed()", "ns:sa list /pods/ / a=b c=d")]
    [InlineData("authorizer.requestResource.check('create').reason() == 'because'", "create /pods/ ns/x")]
    public void Authorizer_OfAnExpression_AsksTheCaller(string expression, string asked)
    {
        var environment = CelKubernetes.Environment.WithVariables(
            ("authorizer", CelKubernetesTypes.Authorizer), ("authorizer.requestResource", CelKubernetesTypes.ResourceCheck));
        var authorizer = new Recorder("");
        var activation = new CelActivation().Set("authorizer", new CelAuthorizerValue(authorizer)).Set(
            "authorizer.requestResource",
            CelCheckValue.ForResource(authorizer, new CelAuthorizationCheck { Resource = "pods", Namespace = "ns", Name = "x" }));

        var result = environment.Compile(expression).Program!.Evaluate(activation);

        Assert.True(result.IsTrue, result.Error);
        Assert.Equal(asked, Assert.Single(authorizer.Asked));
        Assert.True(result.Cost >= 350_000);
    }

    [Fact]
    public void Variables_OfAPolicy_AreComputedOnce()
    {
        var count = 0;
        var type = new CelObjectType("kubernetes.variables", new CelField("v", "v", CelType.Int));
        var variables = new CelLazyObject(type, _ => CelInt.Of(++count));
        var program = CelKubernetes.Environment.WithVariables(("variables", type)).Compile("variables.v + variables.v").Program!;

        Assert.Equal("2", program.Evaluate(new CelActivation().Set("variables", variables)).Value!.ToString());
        Assert.Equal(1, count);
    }

    [Fact]
    public void Object_Constructed_BecomesJson()
    {
        var program = CelKubernetes.MutationEnvironment.Compile(
            """Object{metadata: Object.metadata{labels: {"a": "b"}}, spec: Object.spec{replicas: 3, containers: [Object.spec.containers{name: "x"}]}}""").Program!;

        var value = program.Evaluate(CelActivation.Empty).Value!;

        Assert.Equal("""{"metadata":{"labels":{"a":"b"}},"spec":{"replicas":3,"containers":[{"name":"x"}]}}""", value.ToJson()!.ToString());
        Assert.Empty(JsonPatchLibrary.CheckTypeNames(value));
    }

    [Fact]
    public void Object_WithTypesOutOfPlace_IsFound()
    {
        var value = CelKubernetes.MutationEnvironment.Compile("Object{spec: Object.status{a: 1}}").Program!.Evaluate(CelActivation.Empty).Value!;

        Assert.Equal(
            ["unexpected type name \"Object.status\", expected \"Object.spec\", which matches field name path from root Object type"],
            JsonPatchLibrary.CheckTypeNames(value));
    }

    [Fact]
    public void JsonPatch_Constructed_BecomesJson()
    {
        var program = CelKubernetes.MutationEnvironment.Compile(
            """[JSONPatch{op: "add", path: "/metadata/labels/" + jsonpatch.escapeKey("a/b~c"), value: "x"}]""").Program!;

        Assert.Equal("list(JSONPatch)", program.OutputType.ToString());
        Assert.Equal(
            """[{"op":"add","path":"/metadata/labels/a~1b~0c","value":"x"}]""",
            program.Evaluate(CelActivation.Empty).Value!.ToJson()!.ToString());
    }

    private sealed class Recorder(string user) : ICelAuthorizer
    {
        public List<string> Asked { get; private init; } = [];

        public CelAuthorizationDecision Authorize(CelAuthorizationCheck check)
        {
            var selectors = $" {check.FieldSelector} {check.LabelSelector}".TrimEnd();
            Asked.Add(check.Path is not null
                ? $"{user}{check.Verb} {check.Path}"
                : $"{user}{check.Verb} {check.Group}/{check.Resource}/{check.Subresource} {check.Namespace}/{check.Name}{selectors}");
            return new CelAuthorizationDecision(true, "because");
        }

        public ICelAuthorizer ForServiceAccount(string @namespace, string name) => new Recorder($"{@namespace}:{name} ") { Asked = Asked };
    }
}
