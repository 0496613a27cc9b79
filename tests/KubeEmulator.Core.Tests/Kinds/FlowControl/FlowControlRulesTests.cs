namespace KubeEmulator.Core.Tests.Kinds.FlowControl;

public class FlowControlRulesTests
{
    private const string Schema =
        "{\"apiVersion\":\"flowcontrol.apiserver.k8s.io/v1\",\"kind\":\"FlowSchema\",\"metadata\":{\"name\":\"s\"},\"spec\":{\"priorityLevelConfiguration\":{\"name\":\"global-default\"},\"matchingPrecedence\":9000,\"rules\":[{\"subjects\":[{\"kind\":\"User\",\"user\":{\"name\":\"u\"}}],\"resourceRules\":[{\"verbs\":[\"get\"],\"apiGroups\":[\"*\"],\"resources\":[\"*\"],\"namespaces\":[\"*\"]}]}]}}";
    private const string CatchAll =
        "{\"apiVersion\":\"flowcontrol.apiserver.k8s.io/v1\",\"kind\":\"FlowSchema\",\"metadata\":{\"name\":\"catch-all\"},\"spec\":{\"priorityLevelConfiguration\":{\"name\":\"global-default\"},\"matchingPrecedence\":9000,\"rules\":[{\"subjects\":[{\"kind\":\"User\",\"user\":{\"name\":\"u\"}}],\"resourceRules\":[{\"verbs\":[\"get\"],\"apiGroups\":[\"*\"],\"resources\":[\"*\"],\"namespaces\":[\"*\"]}]}]}}";
    private const string Level =
        "{\"apiVersion\":\"flowcontrol.apiserver.k8s.io/v1\",\"kind\":\"PriorityLevelConfiguration\",\"metadata\":{\"name\":\"l\"},\"spec\":{\"type\":\"Limited\",\"limited\":{\"limitResponse\":{\"type\":\"Reject\"}}}}";

    [Theory]
    [InlineData("spec.matchingPrecedence=20000", "spec.matchingPrecedence: Invalid value: 20000: must not be greater than 10000")]
    [InlineData("spec.matchingPrecedence=-1", "spec.matchingPrecedence: Invalid value: -1: must be a positive value")]
    [InlineData("spec.matchingPrecedence=1", "spec.matchingPrecedence: Invalid value: 1: only the schema named 'exempt' may have matchingPrecedence 1")]
    [InlineData("spec.priorityLevelConfiguration={}", "spec.priorityLevelConfiguration.name: Required value: must reference a priority level")]
    [InlineData("spec.distinguisherMethod={\"type\":\"ByShoe\"}", "spec.distinguisherMethod.type: Unsupported value: {\"Type\":\"ByShoe\"}: supported values: \"ByNamespace\", \"ByUser\"")]
    [InlineData("spec.rules.0.subjects=[]", "spec.rules[0].subjects: Required value: subjects must contain at least one value")]
    [InlineData("spec.rules.0.resourceRules=null", "spec.rules[0]: Required value: at least one of resourceRules and nonResourceRules has to be non-empty")]
    [InlineData("spec.rules.0.resourceRules.0.namespaces=null", "spec.rules[0].resourceRules[0].namespaces: Required value: resource rules that are not cluster scoped must supply at least one namespace")]
    [InlineData("spec.rules.0.resourceRules.0.namespaces=[\"*\",\"a\"]", "spec.rules[0].resourceRules[0].namespaces: Invalid value: [\"*\",\"a\"]: if '*' is present, must not specify other namespaces")]
    [InlineData("spec.rules.0.resourceRules.0.namespaces=[\"A.b\"]", "spec.rules[0].resourceRules[0].namespaces[0]: Invalid value: \"A.b\": each member of this list must be '*' or a DNS-1123 label; a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData("spec.rules.0.resourceRules.0.verbs=[]", "spec.rules[0].resourceRules[0].verbs: Required value: verbs must contain at least one value")]
    [InlineData("spec.rules.0.resourceRules.0.verbs=[\"look\"]", "spec.rules[0].resourceRules[0].verbs: Unsupported value: [\"look\"]: supported values: \"create\", \"delete\", \"deletecollection\", \"get\", \"list\", \"patch\", \"proxy\", \"update\", \"watch\"")]
    [InlineData("spec.rules.0.resourceRules.0.verbs=[\"*\",\"get\"]", "spec.rules[0].resourceRules[0].verbs: Invalid value: [\"*\",\"get\"]: if '*' is present, must not specify other verbs")]
    [InlineData("spec.rules.0.resourceRules.0.apiGroups=[]", "spec.rules[0].resourceRules[0].apiGroups: Required value: resource rules must supply at least one api group")]
    [InlineData("spec.rules.0.resourceRules.0.resources=[\"*\",\"pods\"]", "spec.rules[0].resourceRules[0].resources: Invalid value: [\"*\",\"pods\"]: if '*' is present, must not specify other resources")]
    [InlineData("spec.rules.0.nonResourceRules.0={\"verbs\":[\"get\"],\"nonResourceURLs\":[\"nope\"]}", "spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value: \"nope\": must start with slash")]
    [InlineData("spec.rules.0.nonResourceRules.0={\"verbs\":[\"get\"],\"nonResourceURLs\":[\"/a//b\"]}", "spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value: \"/a//b\": must not contain double slash")]
    [InlineData("spec.rules.0.nonResourceRules.0={\"verbs\":[\"get\"],\"nonResourceURLs\":[\"/a*\"]}", "spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value: \"/a*\": wildcard can only do suffix matching")]
    [InlineData("spec.rules.0.nonResourceRules.0={\"verbs\":[\"get\"],\"nonResourceURLs\":[\"*\",\"/a\"]}", "spec.rules[0].nonResourceRules[0].nonResourceURLs: Invalid value: [\"*\",\"/a\"]: if '*' is present, must not specify other non-resource URLs")]
    [InlineData("spec.rules.0.subjects.0={\"kind\":\"Robot\"}", "spec.rules[0].subjects[0].kind: Unsupported value: \"Robot\": supported values: \"Group\", \"ServiceAccount\", \"User\"")]
    [InlineData("spec.rules.0.subjects.0={\"kind\":\"User\"}", "spec.rules[0].subjects[0].user: Required value: user is required when subject kind is 'User'")]
    [InlineData("spec.rules.0.subjects.0.group={\"name\":\"g\"}", "spec.rules[0].subjects[0].group: Forbidden: group is forbidden when subject kind is not 'Group'")]
    [InlineData("spec.rules.0.subjects.0={\"kind\":\"ServiceAccount\",\"serviceAccount\":{\"name\":\"*\",\"namespace\":\"\"}}", "spec.rules[0].subjects[0].serviceAccount.namespace: Required value: must specify namespace for service account")]
    [InlineData("metadata.finalizers=[\"nodomain\"]", "metadata.finalizers[0]: Invalid value: \"nodomain\": name is neither a standard finalizer name nor is it fully qualified")]
    public async Task FlowSchema_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("flowcontrol.apiserver.k8s.io", "v1", "flowschemas", Schema, edits));

    [Theory]
    [InlineData("status.conditions=[{\"type\":\"A\",\"status\":\"True\"},{\"type\":\"A\",\"status\":\"True\"}]", "status.conditions[1].type: Duplicate value: \"A\"")]
    [InlineData("status.conditions.0={\"status\":\"True\"}", "status.conditions[0].type: Required value")]
    public async Task FlowSchema_StatusBroken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.UpdateAsync("flowcontrol.apiserver.k8s.io", "v1", "flowschemas", Schema, edits, "status"));

    [Theory]
    [InlineData("spec.type=\"Wild\"", "spec.type: Unsupported value: \"Wild\": supported values: \"Exempt\", \"Limited\"")]
    [InlineData("spec.type=\"Exempt\"", "spec.type: Invalid value: \"Exempt\": must be 'Exempt' if and only if `name` is 'exempt'")]
    [InlineData("spec.type=\"Exempt\"", "spec.limited: Forbidden: must be nil if the type is not Limited")]
    [InlineData("spec.limited=null", "spec.limited: Required value: must not be empty when type is Limited")]
    [InlineData("spec.exempt={}", "spec.exempt: Forbidden: must be nil if the type is Limited")]
    [InlineData("spec.limited.nominalConcurrencyShares=-1", "spec.limited.nominalConcurrencyShares: Invalid value: -1: must be a non-negative integer")]
    [InlineData("spec.limited.lendablePercent=101", "spec.limited.lendablePercent: Invalid value: 101: must be between 0 and 100, inclusive")]
    [InlineData("spec.limited.borrowingLimitPercent=-1", "spec.limited.borrowingLimitPercent: Invalid value: -1: if specified, must be a non-negative integer")]
    [InlineData("spec.limited.limitResponse={\"type\":\"Queue\"}", "spec.limited.limitResponse.queuing: Required value: must not be empty if limited.limitResponse.type is Limited")]
    [InlineData("spec.limited.limitResponse={\"type\":\"Reject\",\"queuing\":{}}", "spec.limited.limitResponse.queuing: Forbidden: must be nil if limited.limitResponse.type is not Limited")]
    [InlineData("spec.limited.limitResponse={\"type\":\"Wait\"}", "spec.limited.limitResponse.type: Unsupported value: \"Wait\": supported values: \"Queue\", \"Reject\"")]
    [InlineData("spec.limited.limitResponse={\"type\":\"Queue\",\"queuing\":{\"queues\":20000000,\"handSize\":1}}", "spec.limited.limitResponse.queuing.queues: Invalid value: 20000000: must not be greater than 10000000")]
    [InlineData("spec.limited.limitResponse={\"type\":\"Queue\",\"queuing\":{\"queues\":4,\"handSize\":5}}", "spec.limited.limitResponse.queuing.handSize: Invalid value: 5: should not be greater than queues (4)")]
    [InlineData("spec.limited.limitResponse={\"type\":\"Queue\",\"queuing\":{\"queues\":512,\"handSize\":8}}", "spec.limited.limitResponse.queuing.handSize: Invalid value: 8: required entropy bits of deckSize 512 and handSize 8 should not be greater than 60")]
    [InlineData("spec.limited.limitResponse={\"type\":\"Queue\",\"queuing\":{\"queueLengthLimit\":-1}}", "spec.limited.limitResponse.queuing.queueLengthLimit: Invalid value: -1: must be positive")]
    [InlineData("metadata.finalizers=[\"nodomain\"]", "metadata.finalizers[0]: Invalid value: \"nodomain\": name is neither a standard finalizer name nor is it fully qualified")]
    public async Task PriorityLevel_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("flowcontrol.apiserver.k8s.io", "v1", "prioritylevelconfigurations", Level, edits));

    [Fact]
    public async Task CatchAllSchema_OfAnotherSpec_IsRefused()
    {
        var errors = await RuleTable.CreateAsync("flowcontrol.apiserver.k8s.io", "v1", "flowschemas", CatchAll, "");
        Assert.Contains(errors, error => error.StartsWith("spec: Invalid value: {", StringComparison.Ordinal) && error.EndsWith(": spec of 'catch-all' must equal the fixed value", StringComparison.Ordinal));
    }
}
