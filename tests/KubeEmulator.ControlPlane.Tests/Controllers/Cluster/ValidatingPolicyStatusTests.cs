using KubeEmulator.Controllers.Cluster;
using KubeEmulator.Values;
using Xunit;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Cluster;

public sealed class ValidatingPolicyStatusTests
{
    private const string Kind = "validatingadmissionpolicies.admissionregistration.k8s.io";
    private const string Deployments = "apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]";

    private static async Task<MapValue> StatusAsync(string validations, string rule = Deployments, string more = "")
    {
        await using var cluster = await ControllerHarness.StartAsync(new ValidatingPolicyStatusController());
        await cluster.ApplyAsync($"{{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata: {{name: p}}, spec: {{matchConstraints: {{resourceRules: [{{{rule}}}]}}, {more} validations: [{validations}]}}}}");
        await cluster.QuietAsync();
        return cluster.Get(Kind, "p").Status;
    }

    private static string Warnings(MapValue status) =>
        string.Join("|", status.Map("typeChecking")!.Maps("expressionWarnings").Select(w => $"{w.String("fieldRef")}: {w.String("warning")}"));

    [Theory]
    [InlineData("object.spec.replicas > 1")]
    [InlineData("object.metadata.labels.exists(k, k == 'a')")]
    [InlineData("oldObject == null || object.spec.template.spec.containers.all(c, c.image.startsWith('x'))")]
    [InlineData("object.metadata.creationTimestamp < timestamp('2026-01-01T00:00:00Z')")]
    [InlineData("authorizer.group('').resource('pods').check('get').allowed()")]
    public async Task Expression_ThatFitsItsTypes_HasNoWarning(string expression)
    {
        var status = await StatusAsync($"{{expression: \"{expression}\"}}");
        Assert.Equal("{\"observedGeneration\":1,\"typeChecking\":{}}", status.ToString());
    }

    [Fact]
    public async Task Expression_OfAFieldThatIsNotThere_IsWarnedOf()
    {
        var status = await StatusAsync("{expression: 'object.spec.replicass > 1'}, {expression: 'true', messageExpression: 'string(object.nope)'}");
        Assert.Equal(
            "spec.validations[0].expression: apps/v1, Kind=Deployment: ERROR: <input>:1:12: undefined field 'replicass'\n | object.spec.replicass > 1\n | ...........^\n"
            + "|spec.validations[1].messageExpression: apps/v1, Kind=Deployment: ERROR: <input>:1:14: undefined field 'nope'\n | string(object.nope)\n | .............^\n",
            Warnings(status));
    }

    [Fact]
    public async Task Expression_ForSeveralKinds_IsCheckedAgainstEach()
    {
        var status = await StatusAsync(
            "{expression: 'object.spec.replicas > 1'}",
            "apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [statefulsets, daemonsets, deployments/scale]");
        Assert.StartsWith("spec.validations[0].expression: apps/v1, Kind=DaemonSet: ERROR: <input>:1:12: undefined field 'replicas'", Warnings(status), StringComparison.Ordinal);
        Assert.DoesNotContain("StatefulSet", Warnings(status), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apiGroups: ['*'], apiVersions: [v1], operations: [CREATE], resources: [deployments]")]
    [InlineData("apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: ['*']")]
    [InlineData("apiGroups: [unknown.example.com], apiVersions: [v1], operations: [CREATE], resources: [things]")]
    public async Task Rule_ThatNamesNoType_HasNothingToCheck(string rule)
    {
        var status = await StatusAsync("{expression: 'object.spec.whatever > 1'}", rule);
        Assert.Equal("", Warnings(status));
    }

    [Fact]
    public async Task Variables_KeepTheirTypes()
    {
        var status = await StatusAsync("{expression: 'variables.count == \"x\"'}", more: "variables: [{name: count, expression: object.spec.replicas}],");
        Assert.Contains("found no matching overload for '_==_' applied to '(int, string)'", Warnings(status), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_Changed_IsCheckedAnew()
    {
        await using var cluster = await ControllerHarness.StartAsync(new ValidatingPolicyStatusController());
        await cluster.ApplyAsync($"{{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata: {{name: p}}, spec: {{matchConstraints: {{resourceRules: [{{{Deployments}}}]}}, validations: [{{expression: 'object.nope == 1'}}]}}}}");
        await cluster.QuietAsync();
        Assert.NotEqual("", Warnings(cluster.Get(Kind, "p").Status));

        await cluster.PatchAsync(Kind, "p", "{spec: {validations: [{expression: 'object.spec.paused == true'}]}}");
        await cluster.QuietAsync();
        Assert.Equal("{\"observedGeneration\":2,\"typeChecking\":{}}", cluster.Get(Kind, "p").Status.ToString());
        Assert.Contains("validatingadmissionpolicy-status", cluster.Get(Kind, "p").Metadata.Root["managedFields"]!.ToString(), StringComparison.Ordinal);
    }
}
