namespace KubeEmulator.Core.Tests.Kinds;

/// <summary>
/// How often an update tells one fault of the metadata: every update looks at them as an object's and as a change, and then the kind does
/// so again, in the one way, in the other, or in both. The numbers are the genuine server's.
/// </summary>
public sealed class RepeatedMetadataTests
{
    private const string Pod = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""";
    private const string Job = """{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}""";
    private const string Role = """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"r"},"rules":[]}""";
    private const string Binding = """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"b"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"r"}}""";
    private const string RuntimeClass = """{"apiVersion":"node.k8s.io/v1","kind":"RuntimeClass","metadata":{"name":"r"},"handler":"h"}""";
    private const string DeviceClass = """{"apiVersion":"resource.k8s.io/v1","kind":"DeviceClass","metadata":{"name":"d"},"spec":{}}""";
    private const string Claim = """{"apiVersion":"resource.k8s.io/v1","kind":"ResourceClaim","metadata":{"name":"c"},"spec":{"devices":{}}}""";
    private const string Webhooks = """{"apiVersion":"admissionregistration.k8s.io/v1","kind":"MutatingWebhookConfiguration","metadata":{"name":"w"}}""";
    private const string Priority = """{"apiVersion":"scheduling.k8s.io/v1","kind":"PriorityClass","metadata":{"name":"p"},"value":1}""";
    private const string Schema = """{"apiVersion":"flowcontrol.apiserver.k8s.io/v1","kind":"FlowSchema","metadata":{"name":"f"},"spec":{"priorityLevelConfiguration":{"name":"l"}}}""";
    private const string ConfigMap = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}""";

    [Theory]
    [InlineData("", "v1", "configmaps", ConfigMap, 4, 2, 2)]
    [InlineData("", "v1", "pods", Pod, 4, 2, 2)]
    [InlineData("batch", "v1", "jobs", Job, 4, 2, 2)]
    [InlineData("rbac.authorization.k8s.io", "v1", "roles", Role, 4, 2, 2)]
    [InlineData("rbac.authorization.k8s.io", "v1", "rolebindings", Binding, 4, 2, 2)]
    [InlineData("node.k8s.io", "v1", "runtimeclasses", RuntimeClass, 4, 2, 2)]
    [InlineData("resource.k8s.io", "v1", "deviceclasses", DeviceClass, 4, 2, 2)]
    [InlineData("resource.k8s.io", "v1", "resourceclaims", Claim, 4, 2, 2)]
    [InlineData("admissionregistration.k8s.io", "v1", "mutatingwebhookconfigurations", Webhooks, 3, 2, 1)]
    [InlineData("flowcontrol.apiserver.k8s.io", "v1", "flowschemas", Schema, 3, 2, 1)]
    [InlineData("scheduling.k8s.io", "v1", "priorityclasses", Priority, 3, 1, 2)]
    public async Task Update_WithFaultyMetadata_TellsEachFaultAsOftenAsItIsLookedFor(string group, string version, string resource, string valid, int labels, int finalizers, int changes)
    {
        var told = await RuleTable.UpdateAsync(group, version, resource, valid, """metadata.labels={"A B":"x"};;metadata.finalizers=["a b/c"];;metadata.deletionGracePeriodSeconds=5""");

        Assert.Equal(labels, Count("metadata.labels"));
        Assert.Equal(finalizers, Count("metadata.finalizers: Invalid value: \"a b/c\""));
        Assert.Equal(changes, Count("metadata.deletionGracePeriodSeconds: Invalid value: 5: field is immutable"));

        int Count(string start) => told.Count(t => t.StartsWith(start, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "v1", "pods", Pod, "a lowercase RFC 1123 subdomain must consist of")]
    [InlineData("batch", "v1", "jobs", Job, "a lowercase RFC 1123 subdomain must consist of")]
    [InlineData("admissionregistration.k8s.io", "v1", "mutatingwebhookconfigurations", Webhooks, "a lowercase RFC 1123 subdomain must consist of")]
    [InlineData("flowcontrol.apiserver.k8s.io", "v1", "flowschemas", Schema, "a lowercase RFC 1123 subdomain must consist of")]
    [InlineData("node.k8s.io", "v1", "runtimeclasses", RuntimeClass, "a lowercase RFC 1123 subdomain must consist of")]
    public async Task Update_WithAPrefixThatIsNoName_IsRefusedByKindsThatJudgeItLikeANewOne(string group, string version, string resource, string valid, string expected) =>
        Assert.Contains(await RuleTable.UpdateAsync(group, version, resource, valid, "metadata.generateName=\"A_B-\""), t => t.StartsWith($"metadata.generateName: Invalid value: \"A_B-\": {expected}", StringComparison.Ordinal));

    [Fact]
    public async Task UpdateOfAFlowSchemasStatus_WithMetadataThatCannotChange_IsTaken() =>
        Assert.Empty(await RuleTable.UpdateAsync("flowcontrol.apiserver.k8s.io", "v1", "flowschemas", Schema, "metadata.deletionGracePeriodSeconds=5", "status"));

    [Fact]
    public async Task Update_OfAClaimTemplate_JudgesAnewWhatCannotChange()
    {
        const string Template = """{"apiVersion":"resource.k8s.io/v1","kind":"ResourceClaimTemplate","metadata":{"name":"t"},"spec":{"spec":{"devices":{}}}}""";
        var told = await RuleTable.UpdateAsync("resource.k8s.io", "v1", "resourceclaimtemplates", Template, """spec.metadata={"generation":3}""");
        Assert.Equal("spec.metadata.generation: Forbidden: cannot be set", told[0]);
        Assert.EndsWith("field is immutable", told[1], StringComparison.Ordinal);
    }
}
