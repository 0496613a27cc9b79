namespace KubeEmulator.Core.Tests.Kinds;

/// <summary>Each row breaks one rule; texts are those that clients of the genuine server see.</summary>
public sealed class NodeRulesTests
{
    private const string Node = """{"apiVersion":"v1","kind":"Node","metadata":{"name":"n"},"spec":{"podCIDR":"10.9.0.0/24","providerID":"a://1"}}""";

    [Theory]
    [InlineData("spec.taints=[{\"key\":\"a\",\"effect\":\"Never\"}]", "metadata.taints[0].effect: Unsupported value: \"Never\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\"")]
    [InlineData("spec.taints=[{\"key\":\"a\"}]", "metadata.taints[0].effect: Required value")]
    [InlineData("spec.taints=[{\"key\":\"bad key\",\"effect\":\"NoSchedule\"}]", "metadata.taints[0].key: Invalid value: \"bad key\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    [InlineData("spec.taints=[{\"key\":\"a\",\"value\":\"v!\",\"effect\":\"NoSchedule\"}]", "metadata.taints[0].value: Invalid value: \"v!\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')")]
    [InlineData("spec.taints=[{\"key\":\"a\",\"effect\":\"NoSchedule\"},{\"key\":\"a\",\"value\":\"x\",\"effect\":\"NoSchedule\"}]", "metadata.taints[1]: Duplicate value: {\"Key\":\"a\",\"Value\":\"x\",\"Effect\":\"NoSchedule\",\"TimeAdded\":null}: taints must be unique by key and effect pair")]
    [InlineData("spec.podCIDR=\"nope\"", "spec.podCIDRs[0]: Invalid value: \"nope\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")]
    [InlineData("spec.podCIDRs=[\"10.9.0.0/24\",\"10.9.1.0/24\"]", "spec.podCIDRs: Invalid value: [\"10.9.0.0/24\",\"10.9.1.0/24\"]: may specify no more than one CIDR for each IP family")]
    [InlineData("status.capacity={\"cpu\":\"-1\"}", "status.capacity.cpu: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("status.capacity={\"pods\":\"1500m\"}", "status.allocatable.pods: Invalid value: \"1500m\": must be an integer")]
    [InlineData("status.nodeInfo.swap={\"capacity\":0}", "metadata.nodeSwapStatus.capacity: Invalid value: 0: must be greater than zero")]
    [InlineData("status.declaredFeatures=[\"B\",\"A\"]", "status.declaredFeatures[1]: Invalid value: \"A\": list must be sorted alphabetically")]
    [InlineData("status.declaredFeatures=[\"A\",\"A\"]", "status.declaredFeatures[1]: Duplicate value: \"A\"")]
    [InlineData("metadata.annotations={\"scheduler.alpha.kubernetes.io/taints\":\"{\"}", "metadata.annotations: Invalid value: \"scheduler.alpha.kubernetes.io/taints\": unexpected end of JSON input")]
    [InlineData("metadata.annotations={\"scheduler.alpha.kubernetes.io/preferAvoidPods\":\"{\\\"preferAvoidPods\\\":[{}]}\"}", "metadata.annotations.scheduler.alpha.kubernetes.io/preferAvoidPods[0].PodSignature: Required value")]
    public async Task Node_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("", "v1", "nodes", Node, edits));

    [Theory]
    [InlineData("spec.podCIDR=\"10.9.1.0/24\"", "spec.podCIDRs: Forbidden: node updates may not change podCIDR except from \"\" to valid")]
    [InlineData("spec.providerID=\"a://2\"", "spec.providerID: Forbidden: node updates may not change providerID except from \"\" to valid")]
    [InlineData("spec.externalID=\"x\"", "spec.externalID: Forbidden: may not be updated")]
    public async Task Node_Changed_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("", "v1", "nodes", Node, edits));

    [Theory]
    [InlineData("status.addresses=[{\"type\":\"InternalIP\",\"address\":\"1.2.3.4\"},{\"type\":\"InternalIP\",\"address\":\"1.2.3.4\"}]", "status.addresses[1]: Duplicate value: {\"Type\":\"InternalIP\",\"Address\":\"1.2.3.4\"}")]
    [InlineData("status.capacity={\"cpu\":\"-1\"}", "status.capacity.cpu: Invalid value: \"-1\": must be greater than or equal to 0")]
    public async Task Node_StatusThatMakesNoSense_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("", "v1", "nodes", Node, edits, "status"));

    [Theory]
    [InlineData("spec.externalID=\"x\"", "spec.externalID: this field is deprecated, and is unused by Kubernetes")]
    public async Task Node_WithFieldsOfThePast_IsWarned(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.WarningsAsync("", "v1", "nodes", Node, edits));
}
