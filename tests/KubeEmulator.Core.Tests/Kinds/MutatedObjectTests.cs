using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Kinds;

/// <summary>
/// What thousands of randomly changed objects brought up that were sent to this server and to the genuine one: rules of several kinds
/// that no table of one kind has, each answered as the genuine server does.
/// </summary>
public sealed class MutatedObjectTests
{
    private const string ConfigMap = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}""";
    private const string Role = """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"r"},"rules":[]}""";
    private const string Template = """{"apiVersion":"resource.k8s.io/v1","kind":"ResourceClaimTemplate","metadata":{"name":"t"},"spec":{"spec":{"devices":{}}}}""";
    private const string Budget = """{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"b","generateName":"/b"},"spec":{"minAvailable":1}}""";
    private const string DeviceClass = """{"apiVersion":"resource.k8s.io/v1","kind":"DeviceClass","metadata":{"name":"d","generateName":"1Gi"},"spec":{}}""";
    private const string Request = """{"apiVersion":"certificates.k8s.io/v1","kind":"CertificateSigningRequest","metadata":{"name":"c"},"spec":{"signerName":"example.com/s","usages":["client auth"]}}""";
    private const string Pod = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""";
    private const string Slice = """{"apiVersion":"resource.k8s.io/v1","kind":"ResourceSlice","metadata":{"name":"s"},"spec":{"driver":"GPU.example.com","nodeName":"n","pool":{"name":"p","generation":1,"resourceSliceCount":1}}}""";
    private const string Daemons = """{"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""";
    private const string Deployment = """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""";
    private const string Definition = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"gs.e.x"},"spec":{"group":"e.x","scope":"Namespaced","names":{"plural":"gs","kind":"G"},"versions":[
        {"name":"v1","served":true,"storage":true,"selectableFields":[{"jsonPath":".a"}],"schema":{"openAPIV3Schema":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}}}},
        {"name":"v2","served":true,"storage":false,"selectableFields":[{"jsonPath":".a"}],"schema":{"openAPIV3Schema":{"type":"object","properties":{"a":{"type":"string"}}}}}]}}
        """;

    [Theory]
    [InlineData("", "v1", "configmaps", ConfigMap, """metadata.ownerReferences=[{"apiVersion":"a/b/c","kind":"k","name":"n","uid":"u"}]""", "metadata.ownerReferences.apiVersion: Invalid value: \"a/b/c\": version must not be empty")]
    [InlineData("resource.k8s.io", "v1", "resourceclaimtemplates", Template, """spec.metadata={"uid":"u","generation":3}""", "spec.metadata.uID: Forbidden: cannot be set")]
    [InlineData("resource.k8s.io", "v1", "resourceclaimtemplates", Template, """spec.metadata={"uid":"u","generation":3}""", "spec.metadata.generation: Forbidden: cannot be set")]
    [InlineData("certificates.k8s.io", "v1", "certificatesigningrequests", Request, "", "spec.request: Invalid value: null: PEM block type must be CERTIFICATE REQUEST")]
    [InlineData("", "v1", "pods", Pod, """spec.securityContext={"seLinuxChangePolicy":"MountOption"}""", "spec.securityContext.seLinuxChangePolicy: Unsupported value: \"MountOption\": supported values: \"Recursive\"")]
    [InlineData("apiextensions.k8s.io", "v1", "customresourcedefinitions", Definition, "", "spec.selectableFields: Invalid value: \"\": may only be set when validations.schema is included")]
    [InlineData("apiextensions.k8s.io", "v1", "customresourcedefinitions", Definition, "spec.versions=null", "spec.versions: Invalid value: null: must have exactly one version marked as storage version")]
    [InlineData("apiextensions.k8s.io", "v1", "customresourcedefinitions", Definition, "spec.versions=[]", "spec.versions: Invalid value: []: must have exactly one version marked as storage version")]
    [InlineData("apps", "v1", "deployments", Deployment, """spec.strategy={"type":"Blue","rollingUpdate":{}}""", "spec.strategy: Unsupported value: {\"Type\":\"Blue\",\"RollingUpdate\":{\"MaxUnavailable\":0,\"MaxSurge\":0}}: supported values: \"Recreate\", \"RollingUpdate\"")]
    public async Task Create_Broken_TellsWhatTheGenuineServerTells(string group, string version, string resource, string valid, string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync(group, version, resource, valid, edits));

    [Fact]
    public async Task Create_OfAKindThatLeavesItsMetadataAlone_TellsThemWhereNothingElseIsWrong()
    {
        Assert.Equal(["metadata.generateName: Invalid value: \"/b\": may not contain '/'"], await RuleTable.CreateAsync("policy", "v1", "poddisruptionbudgets", Budget, ""));
        Assert.DoesNotContain(
            await RuleTable.CreateAsync("policy", "v1", "poddisruptionbudgets", Budget, "spec.minAvailable=-1"),
            error => error.StartsWith("metadata", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_OfAKindThatJudgesMadeNamesOnly_TakesAnyPrefix() =>
        Assert.Empty(await RuleTable.CreateAsync("resource.k8s.io", "v1", "deviceclasses", DeviceClass, ""));

    [Fact]
    public async Task Create_OfASliceOfADriverInCapitals_IsWarnedAbout() => Assert.Equal(
        ["spec.driver: driver names should be lowercase; \"GPU.example.com\" contains uppercase characters"],
        await RuleTable.WarningsAsync("resource.k8s.io", "v1", "resourceslices", Slice, ""));

    [Fact]
    public async Task Create_WithAnEmptyListThatIsAlwaysWritten_ComesBackWithNull_AndTheListIsOwned()
    {
        var (cluster, type) = RuleTable.Cluster("rbac.authorization.k8s.io", "v1", "roles");
        foreach (var dryRun in (bool[])[true, false])
        {
            var created = await cluster.Api.CreateAsync(type, "default", (MapValue)Value.Parse(Role), new WriteOptions { DryRun = dryRun }, cluster.Request);
            Assert.Equal(Value.Null, created.Root["rules"]);
            Assert.Contains("f:rules", created.Metadata.Root["managedFields"]!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Create_WithAResourceVersion_IsRefused_ButNotTriedDry()
    {
        var (cluster, type) = RuleTable.Cluster("", "v1", "configmaps");
        var sent = RuleTable.Edited(ConfigMap, "metadata.resourceVersion=\"7\"");
        Assert.Equal("c", (await cluster.Api.CreateAsync(type, "default", sent, new WriteOptions { DryRun = true }, cluster.Request)).Name);
        var refused = await Assert.ThrowsAsync<ApiException>(async () => await cluster.Api.CreateAsync(type, "default", sent, WriteOptions.None, cluster.Request));
        Assert.Equal("resourceVersion should not be set on objects to be created", refused.Message);
    }

    [Fact]
    public async Task Update_WithEmptyManagedFields_ForgetsAllOwners()
    {
        var (cluster, type) = RuleTable.Cluster("", "v1", "configmaps");
        var created = await cluster.Api.CreateAsync(type, "default", (MapValue)Value.Parse(ConfigMap), WriteOptions.None, cluster.Request);
        var sent = RuleTable.Edited(created.Root.ToString()!, "metadata.managedFields=[];;data={\"a\":\"b\"}");
        var updated = await cluster.Api.UpdateAsync(type, "default", "c", "", sent, WriteOptions.None, cluster.Request);
        Assert.False(updated.Object.Metadata.Root.ContainsKey("managedFields"));
    }

    [Fact]
    public async Task Update_WithAPrefixThatCannotStandInAPath_IsRefused() => Assert.Contains(
        "metadata.generateName: Invalid value: \"a/b\": may not contain '/'",
        await RuleTable.UpdateAsync("", "v1", "configmaps", ConfigMap, "metadata.generateName=\"a/b\""));

    [Fact]
    public async Task DaemonSet_OnDeleteWithOneOfTheTwoNumbers_HasBoth()
    {
        var (cluster, type) = RuleTable.Cluster("apps", "v1", "daemonsets");
        var sent = RuleTable.Edited(Daemons, """spec.updateStrategy={"type":"OnDelete","rollingUpdate":{"maxSurge":"50%"}}""");
        var created = await cluster.Api.CreateAsync(type, "default", sent, WriteOptions.None, cluster.Request);
        Assert.Equal(Value.Parse("""{"maxUnavailable":0,"maxSurge":"50%"}"""), created.Root.At("spec", "updateStrategy", "rollingUpdate"));
    }

    [Fact]
    public async Task DaemonSet_StatusWithoutTheTemplatesGeneration_KeepsIt()
    {
        var (cluster, type) = RuleTable.Cluster("apps", "v1", "daemonsets");
        await cluster.Api.CreateAsync(type, "default", (MapValue)Value.Parse(Daemons), WriteOptions.None, cluster.Request);
        var updated = await cluster.Api.UpdateAsync(type, "default", "d", "status", (MapValue)Value.Parse(Daemons), WriteOptions.None, cluster.Request);
        Assert.Equal("1", updated.Object.Metadata.Annotations.String("deprecated.daemonset.template.generation"));
    }
}
