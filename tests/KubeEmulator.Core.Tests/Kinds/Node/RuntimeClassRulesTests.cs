namespace KubeEmulator.Core.Tests.Kinds.Node;

public class RuntimeClassRulesTests
{
    private const string Class =
        "{\"apiVersion\":\"node.k8s.io/v1\",\"kind\":\"RuntimeClass\",\"metadata\":{\"name\":\"c\"},\"handler\":\"runc\"}";

    [Theory]
    [InlineData("handler=\"\"", "handler: Required value")]
    [InlineData("handler=\"Bad_\"", "handler: Invalid value: \"Bad_\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData("overhead={\"podFixed\":{\"cpu\":\"-1\"}}", "overhead.limits[cpu]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("scheduling={\"tolerations\":[{\"key\":\"a\",\"operator\":\"In\"}]}", "scheduling.tolerations[0].operator: Unsupported value: \"In\": supported values: \"Equal\", \"Exists\"")]
    [InlineData("scheduling={\"tolerations\":[{\"key\":\"a\",\"operator\":\"Exists\"},{\"key\":\"a\",\"operator\":\"Exists\"}]}", "scheduling.tolerations[1]: Duplicate value: {\"Key\":\"a\",\"Operator\":\"Exists\",\"Value\":\"\",\"Effect\":\"\",\"TolerationSeconds\":null}")]
    public async Task RuntimeClass_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("node.k8s.io", "v1", "runtimeclasses", Class, edits));

    [Theory]
    [InlineData("handler=\"other\"", "handler: Invalid value: \"other\": field is immutable")]
    public async Task RuntimeClass_Changed_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.UpdateAsync("node.k8s.io", "v1", "runtimeclasses", Class, edits));
}
