using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Admission;

public sealed class WebhookTests
{
    [Fact]
    public async Task Mutating_RunInOrderOfTheirNames_AndSeeEachOthersChanges()
    {
        await using var server = await WebhookServer.StartAsync();
        await server.AddAsync(true, "b", request => WebhookServer.Patch($$"""[{"op":"add","path":"/data/b","value":"{{request.StringAt("object", "data", "a2")}}"}]"""));
        await server.AddAsync(true, "a", _ => WebhookServer.Patch("""[{"op":"add","path":"/data/a2","value":"x"}]"""));

        var created = await server.CreateAsync("c");

        Assert.Equal(["a", "b"], server.Called);
        Assert.Equal("""{"a":"1","a2":"x","b":"x"}""", created["data"]!.ToString());
    }

    [Fact]
    public async Task Reinvocation_IfNeeded_CallsAgainAfterALaterChange()
    {
        await using var server = await WebhookServer.StartAsync();
        await server.AddAsync(true, "a", request => WebhookServer.Patch($$"""[{"op":"add","path":"/data/seen","value":"{{request.Map("object")!.Map("data")!.Count}}"}]"""), "reinvocationPolicy: IfNeeded");
        await server.AddAsync(true, "b", _ => WebhookServer.Patch("""[{"op":"add","path":"/data/b","value":"x"}]"""));

        var created = await server.CreateAsync("c");

        Assert.Equal(["a", "b", "a"], server.Called);
        Assert.Equal("3", created.StringAt("data", "seen"));
    }

    [Fact]
    public async Task Webhook_ThatPatchesItselfForever_IsCalledTwiceAtMost()
    {
        await using var server = await WebhookServer.StartAsync();
        var count = 0;
        await server.AddAsync(true, "a", _ => WebhookServer.Patch($$"""[{"op":"add","path":"/data/n","value":"{{++count}}"}]"""), "reinvocationPolicy: IfNeeded");
        await server.AddAsync(true, "b", _ => WebhookServer.Patch($$"""[{"op":"add","path":"/data/n","value":"{{++count}}"}]"""), "reinvocationPolicy: IfNeeded");

        await server.CreateAsync("c");

        Assert.Equal(["a", "b", "a", "b"], server.Called);
    }

    [Theory]
    [InlineData("matchConditions: [{name: c, expression: \"object.metadata.name == 'c'\"}]", true)]
    [InlineData("matchConditions: [{name: c, expression: \"object.metadata.name == 'd'\"}]", false)]
    [InlineData("matchConditions: [{name: c, expression: \"authorizer.group('').resource('secrets').check('delete').allowed()\"}]", true)]
    [InlineData("objectSelector: {matchLabels: {x: z}}", false)]
    [InlineData("namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: default}}", true)]
    [InlineData("namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: other}}", false)]
    [InlineData("namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [default]}]}", false)]
    public async Task Webhook_IsCalled_WhereItsSelectorsAndConditionsHold(string more, bool called)
    {
        await using var server = await WebhookServer.StartAsync();
        await server.AddAsync(false, "a", _ => WebhookServer.Allow(), more);

        await server.CreateAsync("c");

        Assert.Equal(called, server.Called.Count == 1);
    }

    [Theory]
    [InlineData("Equivalent", "v1", true)]
    [InlineData("Exact", "v1", false)]
    [InlineData("Exact", "v2", true)]
    public async Task MatchPolicy_SaysWhetherOtherVersionsCount(string policy, string version, bool called)
    {
        await using var server = await WebhookServer.StartAsync();
        await server.AddAsync(false, "a", _ => WebhookServer.Allow(), $"matchPolicy: {policy}", $"[{{apiGroups: [autoscaling], apiVersions: [{version}], resources: [horizontalpodautoscalers], operations: [CREATE]}}]");

        await server.Cluster.Objects.CreateAsync("""
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: h}
            spec: {maxReplicas: 3, scaleTargetRef: {kind: Deployment, name: d, apiVersion: apps/v1}}
            """);

        Assert.Equal(called, server.Called.Count == 1);
        Assert.All(server.Requests, request =>
        {
            Assert.Equal($"autoscaling/{version}", request.StringAt("object", "apiVersion"));
            Assert.Equal("v2", request.StringAt("requestKind", "version"));
        });
    }

    [Fact]
    public async Task Failure_OfAWebhook_IsWhatItsPolicySays()
    {
        await using var server = await WebhookServer.StartAsync();
        await server.AddAsync(false, "a", _ => throw new InvalidOperationException("down"), "failurePolicy: Ignore");
        await server.CreateAsync("open");

        await server.AddAsync(false, "b", _ => throw new InvalidOperationException("down"));
        var refused = await Assert.ThrowsAsync<ApiException>(() => server.CreateAsync("closed"));

        Assert.Equal(500, refused.Code);
        Assert.StartsWith("Internal error occurred: failed calling webhook \"b.example.com\": failed to call webhook: an error on the server", refused.Message, StringComparison.Ordinal);
        Assert.Null(server.Cluster.Objects.Find("ConfigMap", "closed"));
    }

    [Theory]
    [InlineData("""{"allowed":false}""", 400, "admission webhook \"a.example.com\" denied the request without explanation")]
    [InlineData("""{"allowed":false,"status":{"reason":"Forbidden","code":403}}""", 403, "admission webhook \"a.example.com\" denied the request: Forbidden")]
    [InlineData("""{"allowed":false,"status":{"message":"no","code":200}}""", 400, "admission webhook \"a.example.com\" denied the request: no")]
    [InlineData("""{"allowed":"yes"}""", 500, "Internal error occurred: failed calling webhook \"a.example.com\": failed to call webhook: json: cannot unmarshal string into Go struct field AdmissionResponse.response.allowed of type bool")]
    [InlineData("""{"allowed":true,"patch":"bm8=","patchType":"JSONPatch"}""", 500, "Internal error occurred: failed calling webhook \"a.example.com\": received invalid webhook response: validating webhook may not return response.patch")]
    [InlineData("""{}""", 400, "admission webhook \"a.example.com\" denied the request without explanation")]
    public async Task Answer_OfAValidatingWebhook_DecidesOrFailsClosed(string response, int code, string message)
    {
        await using var server = await WebhookServer.StartAsync();
        await server.AddAsync(false, "a", _ => (MapValue)Value.Parse(response));

        var refused = await Assert.ThrowsAsync<ApiException>(() => server.CreateAsync("c"));

        Assert.Equal((code, message), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task DryRun_ReachesOnlyWebhooksWithoutSideEffects()
    {
        await using var server = await WebhookServer.StartAsync();
        await server.AddAsync(false, "a", _ => WebhookServer.Allow());
        await server.Cluster.Objects.ApplyAsync("""
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: a}
            webhooks:
            - name: a.example.com
              admissionReviewVersions: [v1]
              sideEffects: NoneOnDryRun
              clientConfig: {service: {namespace: default, name: hooks, path: /a}}
              rules: [{apiGroups: [""], apiVersions: [v1], resources: [configmaps], operations: [CREATE]}]
            """);
        var type = server.Cluster.Api.Catalog.Find("", "v1", "configmaps")!;
        var body = MapValue.Of(("kind", "ConfigMap"), ("apiVersion", "v1"), ("metadata", MapValue.Of(("name", "c"))));

        await server.Cluster.As("system:admin", "system:masters").Api.CreateAsync(type, "default", body, new WriteOptions { DryRun = true });

        Assert.Equal("true", Assert.Single(server.Requests)["dryRun"]!.ToString());
        Assert.Null(server.Cluster.Objects.Find("ConfigMap", "c"));
    }

    [Fact]
    public async Task Delete_ShowsTheOldObject()
    {
        await using var server = await WebhookServer.StartAsync();
        await server.CreateAsync("c");
        await server.AddAsync(false, "a", _ => WebhookServer.Allow());

        await server.Cluster.Objects.DeleteAsync("ConfigMap", "c");

        var request = Assert.Single(server.Requests);
        Assert.Equal(("DELETE", "null", "c"), (request.String("operation"), request["object"]!.ToString(), request.StringAt("oldObject", "metadata", "name")));
    }

    [Fact]
    public async Task Webhook_ThatBreaksOwners_IsOverruledWithAWarning()
    {
        await using var server = await WebhookServer.StartAsync();
        await server.AddAsync(true, "a", _ => WebhookServer.Patch("""[{"op":"replace","path":"/metadata/managedFields/0/operation","value":"Steal"}]"""));
        var type = server.Cluster.Api.Catalog.Find("", "v1", "configmaps")!;
        var request = new RequestContext(UserInfo.Admin) { UserAgent = "tester" };
        var body = MapValue.Of(("kind", "ConfigMap"), ("apiVersion", "v1"), ("metadata", MapValue.Of(("name", "c"))), ("data", MapValue.Of(("a", "1"))));

        var created = await server.Cluster.Api.CreateAsync(type, "default", body, WriteOptions.None, request);

        Assert.Equal("Update", created.Metadata.Root.Maps("managedFields").Single().String("operation"));
        Assert.StartsWith(".metadata.managedFields was in an invalid state after admission", Assert.Single(request.Warnings), StringComparison.Ordinal);
    }
}
