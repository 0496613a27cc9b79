using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Kinds.FlowControl;

public class DanglingConditionTests
{
    private const string Group = "flowcontrol.apiserver.k8s.io";
    private const string Schema = "{\"apiVersion\":\"flowcontrol.apiserver.k8s.io/v1\",\"kind\":\"FlowSchema\",\"metadata\":{\"name\":\"s\"},\"spec\":{\"priorityLevelConfiguration\":{\"name\":\"l\"},\"matchingPrecedence\":9000}}";
    private const string Level = "{\"apiVersion\":\"flowcontrol.apiserver.k8s.io/v1\",\"kind\":\"PriorityLevelConfiguration\",\"metadata\":{\"name\":\"l\"},\"spec\":{\"type\":\"Limited\",\"limited\":{\"limitResponse\":{\"type\":\"Reject\"}}}}";

    [Fact]
    public async Task FlowSchema_OfALevelThatComesAndGoes_IsNotedEachTime()
    {
        var (cluster, schemas) = RuleTable.Cluster(Group, "v1", "flowschemas");
        var levels = cluster.Services.Catalog.Find(Group, "v1", "prioritylevelconfigurations")!;
        await cluster.Api.CreateAsync(schemas, "", RuleTable.Edited(Schema, ""), WriteOptions.None, cluster.Request);
        var without = Condition(cluster.Api.Get(schemas, "", "s"));
        await cluster.Api.CreateAsync(levels, "", RuleTable.Edited(Level, ""), WriteOptions.None, cluster.Request);
        var with = Condition(cluster.Api.Get(schemas, "", "s"));
        await cluster.Api.DeleteAsync(levels, "", "l", DeleteOptions.None, cluster.Request);

        Assert.Equal("True NotFound This FlowSchema references the PriorityLevelConfiguration object named \"l\" but there is no such object", without);
        Assert.Equal("False Found This FlowSchema references the PriorityLevelConfiguration object named \"l\" and it exists", with);
        Assert.Equal(without, Condition(cluster.Api.Get(schemas, "", "s")));
        var owner = cluster.Api.Get(schemas, "", "s").Root.Map("metadata")!.Maps("managedFields").Single(m => m.StringOrEmpty("subresource") == "status");
        Assert.Equal("api-priority-and-fairness-config-consumer-v1 Apply", $"{owner.StringOrEmpty("manager")} {owner.StringOrEmpty("operation")}");
    }

    private static string Condition(KubeObject schema)
    {
        var condition = schema.Status.Maps("conditions").Single();
        return $"{condition.StringOrEmpty("status")} {condition.StringOrEmpty("reason")} {condition.StringOrEmpty("message")}";
    }
}
