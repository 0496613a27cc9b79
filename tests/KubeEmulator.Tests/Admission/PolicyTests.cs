using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Admission;

public sealed class PolicyTests
{
    private const string Subject = "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, labels: {app: x}}, data: {a: '1', b: '2'}}";

    [Theory]
    [InlineData("validations: [{expression: \"object.data.a == '1'\"}]", null)]
    [InlineData("validations: [{expression: \"object.data.a == '2'\"}]", "failed expression: object.data.a == '2'")]
    [InlineData("validations: [{expression: 'false', message: ' why '}]", "why")]
    [InlineData("validations: [{expression: 'false', messageExpression: \"'a is ' + object.data.a\"}]", "a is 1")]
    [InlineData("validations: [{expression: 'false', messageExpression: 'string(object.data.nosuch)', message: fallback}]", "fallback")]
    [InlineData("validations: [{expression: 'false', messageExpression: \"'two' + '\\\\n' + 'lines'\", message: fallback}]", "fallback")]
    [InlineData("validations: [{expression: \"object.data.nosuch == ''\"}]", "expression 'object.data.nosuch == ''' resulted in error: no such key: nosuch")]
    [InlineData("failurePolicy: Ignore, validations: [{expression: \"object.data.nosuch == ''\"}]", null)]
    [InlineData("variables: [{name: num, expression: 'object.data.size()'}, {name: m, expression: 'variables.num + 1'}], validations: [{expression: 'variables.m == 4', messageExpression: \"'m is ' + string(variables.m)\"}]", "m is 3")]
    [InlineData("variables: [{name: num, expression: 'object.data.nosuch'}], validations: [{expression: 'variables.num == 1'}]", "expression 'variables.num == 1' resulted in error: composited variable \"num\" fails to evaluate: no such key: nosuch")]
    [InlineData("matchConditions: [{name: m, expression: 'false'}], validations: [{expression: 'false'}]", null)]
    [InlineData("matchConditions: [{name: m, expression: 'object.data.nosuch == 1'}], validations: [{expression: 'true'}]", "expression 'object.data.nosuch == 1' resulted in error: no such key: nosuch")]
    [InlineData("validations: [{expression: \"namespaceObject.metadata.name == 'default' && request.operation == 'CREATE' && request.userInfo.groups.exists(g, g == 'system:masters')\"}]", null)]
    [InlineData("validations: [{expression: \"authorizer.serviceAccount('default', 'x').group('').resource('pods').check('get').allowed()\", message: refused}]", "refused")]
    [InlineData("auditAnnotations: [{key: k, valueExpression: 'string(object.data.nosuch)'}], validations: [{expression: 'true'}]", "expression 'string(object.data.nosuch)' resulted in error: no such key: nosuch")]
    public async Task Validating_SaysWhatUpstreamSays(string spec, string? denied)
    {
        await using var cluster = await StartAsync();
        await BindAsync(cluster, "Validating", spec, "validationActions: [Deny]");

        if (denied is null)
        {
            await cluster.Objects.CreateAsync(Subject);
            return;
        }

        var refused = await Assert.ThrowsAsync<ApiException>(() => cluster.Objects.CreateAsync(Subject));
        Assert.Equal($"configmaps \"c\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'p' denied request: {denied}", refused.Message);
        Assert.Equal(422, refused.Code);
    }

    [Theory]
    [InlineData("name: limits, parameterNotFoundAction: Deny", null)]
    [InlineData("name: nosuch, parameterNotFoundAction: Allow", null)]
    [InlineData("name: nosuch, parameterNotFoundAction: Deny", "failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction")]
    [InlineData("selector: {matchLabels: {limit: low}}, parameterNotFoundAction: Deny", "more than 1")]
    [InlineData("selector: {}, parameterNotFoundAction: Deny", "more than 1")]
    [InlineData("name: limits, namespace: kube-system, parameterNotFoundAction: Deny", "failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction")]
    public async Task Params_AreThoseOfTheBinding(string reference, string? denied)
    {
        await using var cluster = await StartAsync();
        await cluster.Objects.CreateAsync("""
            {apiVersion: v1, kind: ConfigMap, metadata: {name: limits, labels: {limit: high}}, data: {max: "5"}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: low, labels: {limit: low}}, data: {max: "1"}}
            """);
        await BindAsync(
            cluster,
            "Validating",
            "paramKind: {apiVersion: v1, kind: ConfigMap}, validations: [{expression: 'object.data.size() <= int(params.data.max)', messageExpression: \"'more than ' + params.data.max\"}]",
            $"validationActions: [Deny], paramRef: {{{reference}}}");

        var refused = await Record.ExceptionAsync(() => cluster.Objects.CreateAsync(Subject)) as ApiException;

        Assert.Equal(denied is null ? null : $"configmaps \"c\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'p' denied request: {denied}", refused?.Message);
    }

    [Fact]
    public async Task Actions_WarnAndAudit_LetPassAndTell()
    {
        await using var cluster = await StartAsync();
        await BindAsync(cluster, "Validating", "auditAnnotations: [{key: a, valueExpression: \"'is ' + object.data.a\"}], validations: [{expression: 'false', message: careful}]", "validationActions: [Warn, Audit]");
        var type = cluster.Api.Catalog.Find("", "v1", "configmaps")!;
        var request = new RequestContext(UserInfo.Admin) { UserAgent = "tester" };

        await cluster.Api.CreateAsync(type, "default", (MapValue)YamlText.Parse(Subject), WriteOptions.None, request);

        Assert.Equal(["Validation failed for ValidatingAdmissionPolicy 'p' with binding 'p': careful"], request.Warnings);
        Assert.Equal("is 1", request.AuditAnnotations["p/a"]);
        Assert.Equal("""[{"message":"careful","policy":"p","binding":"p","expressionIndex":0,"validationActions":["Warn","Audit"]}]""", request.AuditAnnotations["validation.policy.admission.k8s.io/validation_failure"]);
    }

    [Theory]
    [InlineData("[{patchType: ApplyConfiguration, applyConfiguration: {expression: \"Object{data: {'c': object.data.a}}\"}}]", """{"a":"1","b":"2","c":"1"}""")]
    [InlineData("[{patchType: JSONPatch, jsonPatch: {expression: \"[JSONPatch{op: 'test', path: '/data/a', value: 'no'}, JSONPatch{op: 'remove', path: '/data/a'}]\"}}]", """{"a":"1","b":"2"}""")]
    [InlineData("[{patchType: JSONPatch, jsonPatch: {expression: \"[JSONPatch{op: 'replace', path: '/data/a', value: 'x'}]\"}}, {patchType: ApplyConfiguration, applyConfiguration: {expression: \"Object{data: {'b': object.data.a}}\"}}]", """{"a":"x","b":"x"}""")]
    public async Task Mutating_ChangesTheObject(string mutations, string data)
    {
        await using var cluster = await StartAsync();
        await BindAsync(cluster, "Mutating", $"reinvocationPolicy: Never, mutations: {mutations}", "");

        var created = await cluster.Objects.CreateAsync(Subject);

        Assert.Equal((MapValue)Value.Parse(data), created.Single().Root.Map("data"));
    }

    [Theory]
    [InlineData("ApplyConfiguration", "applyConfiguration", "Object{metadata: Object.metadata{ownerReferences: [Object.metadata.ownerReferences{uid: 'x'}]}, nosuch: 'x'}", "error applying patch: failed to convert patch object to typed object: .nosuch: field not declared in schema")]
    [InlineData("ApplyConfiguration", "applyConfiguration", "Object{metadata: Object.spec{}}", "type mismatch: unexpected type name \"Object.spec\", expected \"Object.metadata\", which matches field name path from root Object type")]
    [InlineData("JSONPatch", "jsonPatch", "[JSONPatch{op: 'remove', path: '/nosuch/x'}]", "JSON Patch: remove operation does not apply: doc is missing path: \"/nosuch/x\": missing value")]
    public async Task Mutating_ThatMakesNoSense_IsRefused(string type, string field, string expression, string why)
    {
        await using var cluster = await StartAsync();
        await BindAsync(cluster, "Mutating", $"reinvocationPolicy: Never, mutations: [{{patchType: {type}, {field}: {{expression: \"{expression}\"}}}}]", "");

        var refused = await Assert.ThrowsAsync<ApiException>(() => cluster.Objects.CreateAsync(Subject));

        Assert.Equal($"policy 'p' with binding 'p' denied request: {why}", refused.Message);
        Assert.Equal((403, "Invalid"), (refused.Code, refused.Reason));
    }

    [Fact]
    public async Task Mutating_OfAtomicLists_IsRefused()
    {
        await using var cluster = await StartAsync();
        await BindAsync(cluster, "Mutating", "reinvocationPolicy: Never, mutations: [{patchType: ApplyConfiguration, applyConfiguration: {expression: \"Object{spec: Object.spec{accessModes: ['ReadWriteOnce']}}\"}}]", "", "persistentvolumeclaims");

        var refused = await Assert.ThrowsAsync<ApiException>(() => cluster.Objects.CreateAsync(
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c}, spec: {storageClassName: x, accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}}"));

        Assert.EndsWith("error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: .spec.accessModes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_WithoutBinding_DoesNothing_AndGuardsNeitherItselfNorReviews()
    {
        await using var cluster = await StartAsync();
        await BindAsync(cluster, "Validating", "validations: [{expression: 'false'}]", "validationActions: [Deny]", "'*'", "'*'");

        await cluster.Objects.CreateAsync("{apiVersion: authorization.k8s.io/v1, kind: SelfSubjectAccessReview, spec: {nonResourceAttributes: {path: /, verb: get}}}");
        Assert.True(await cluster.Objects.DeleteAsync("validatingadmissionpolicybindings", "p"));
        await cluster.Objects.CreateAsync(Subject);
    }

    private static Task<EmulatedCluster> StartAsync() => EmulatedCluster.StartAsync(new EmulatedClusterOptions { ApiOnly = true });

    private static Task BindAsync(EmulatedCluster cluster, string kind, string spec, string binding, string resource = "configmaps", string group = "''") => cluster.Objects.ApplyAsync($$"""
        apiVersion: admissionregistration.k8s.io/v1
        kind: {{kind}}AdmissionPolicy
        metadata: {name: p}
        spec: {matchConstraints: {resourceRules: [{apiGroups: [{{group}}], apiVersions: ['*'], operations: [CREATE], resources: [{{resource}}]}]}, {{spec}}}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: {{kind}}AdmissionPolicyBinding
        metadata: {name: p}
        spec: {policyName: p, {{binding}}}
        """);
}
