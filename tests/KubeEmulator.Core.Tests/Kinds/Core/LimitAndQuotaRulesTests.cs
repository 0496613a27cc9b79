namespace KubeEmulator.Core.Tests.Kinds;

/// <summary>Each row breaks one rule; texts are those that clients of the genuine server see.</summary>
public sealed class LimitAndQuotaRulesTests
{
    private const string Limits = """{"apiVersion":"v1","kind":"LimitRange","metadata":{"name":"l"},"spec":{"limits":[{"type":"Container","max":{"cpu":"4"}}]}}""";
    private const string Quota = """{"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"q"},"spec":{"hard":{"pods":"1"}}}""";

    [Theory]
    [InlineData("spec.limits.0.type=\"Bad Type\"", "spec.limits[0].type: Invalid value: \"Bad Type\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    [InlineData("spec.limits.0.type=\"Pony\"", "spec.limits[0].type: Invalid value: \"Pony\": must be a standard limit type or fully qualified")]
    [InlineData("spec.limits=[{\"type\":\"Pod\"},{\"type\":\"Pod\"}]", "spec.limits[1].type: Duplicate value: \"Pod\"")]
    [InlineData("spec.limits.0={\"type\":\"Pod\",\"default\":{\"cpu\":\"1\"}}", "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'")]
    [InlineData("spec.limits.0={\"type\":\"Pod\",\"defaultRequest\":{\"cpu\":\"1\"}}", "spec.limits[0].defaultRequest: Forbidden: may not be specified when `type` is 'Pod'")]
    [InlineData("spec.limits.0={\"type\":\"Pod\",\"min\":{\"cpu\":\"2\"},\"max\":{\"cpu\":\"1\"}}", "spec.limits[0].min[cpu]: Invalid value: \"2\": min value 2 is greater than max value 1")]
    [InlineData("spec.limits.0={\"type\":\"Container\",\"min\":{\"cpu\":\"2\"},\"default\":{\"cpu\":\"4\"},\"defaultRequest\":{\"cpu\":\"1\"}}", "spec.limits[0].defaultRequest[cpu]: Invalid value: \"1\": min value 2 is greater than default request value 1")]
    [InlineData("spec.limits.0={\"type\":\"Container\",\"default\":{\"cpu\":\"500m\"},\"defaultRequest\":{\"cpu\":\"900m\"}}", "spec.limits[0].defaultRequest[cpu]: Invalid value: \"900m\": default request value 900m is greater than default limit value 500m")]
    [InlineData("spec.limits.0={\"type\":\"Container\",\"max\":{\"cpu\":\"1\"},\"default\":{\"cpu\":\"2\"}}", "spec.limits[0].default[cpu]: Invalid value: \"1\": default value 2 is greater than max value 1")]
    [InlineData("spec.limits.0={\"type\":\"Container\",\"max\":{\"cpu\":\"1\"},\"default\":{\"cpu\":\"1\"},\"defaultRequest\":{\"cpu\":\"2\"}}", "spec.limits[0].defaultRequest[cpu]: Invalid value: \"2\": default request value 2 is greater than max value 1")]
    [InlineData("spec.limits.0={\"type\":\"Container\",\"min\":{\"cpu\":\"2\"},\"default\":{\"cpu\":\"1\"}}", "spec.limits[0].default[cpu]: Invalid value: \"2\": min value 2 is greater than default value 1")]
    [InlineData("spec.limits.0={\"type\":\"Pod\",\"maxLimitRequestRatio\":{\"cpu\":\"500m\"}}", "spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: \"500m\": ratio 500m is less than 1")]
    [InlineData("spec.limits.0={\"type\":\"Pod\",\"min\":{\"cpu\":\"1\"},\"max\":{\"cpu\":\"3\"},\"maxLimitRequestRatio\":{\"cpu\":\"4\"}}", "spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: \"4\": ratio 4 is greater than max/min = 3.000000")]
    [InlineData("spec.limits.0={\"type\":\"Container\",\"default\":{\"example.com/gpu\":\"2\"},\"defaultRequest\":{\"example.com/gpu\":\"1\"}}", "spec.limits[0].defaultRequest[example.com/gpu]: Invalid value: \"1\": default value 2 must equal to defaultRequest value 1 in example.com/gpu")]
    [InlineData("spec.limits.0={\"type\":\"PersistentVolumeClaim\"}", "spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided")]
    [InlineData("spec.limits.0.max={\"widgets\":\"1\"}", "spec.limits[0].max[widgets]: Invalid value: \"widgets\": must be a standard resource for containers")]
    public async Task LimitRange_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("", "v1", "limitranges", Limits, edits));

    [Theory]
    [InlineData("spec.hard={\"widgets\":\"1\"}", "spec.hard[widgets]: Invalid value: \"widgets\": must be a standard resource for quota")]
    [InlineData("spec.hard={\"pods\":\"-1\"}", "spec.hard[pods]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("spec.hard={\"pods\":\"1500m\"}", "spec.hard[pods]: Invalid value: \"1500m\": must be an integer")]
    [InlineData("spec.scopes=[\"Pony\"]", "spec.scopes: Invalid value: [\"Pony\"]: unsupported scope")]
    [InlineData("spec.hard={\"services\":\"1\"};;spec.scopes=[\"BestEffort\"]", "spec.scopes: Invalid value: [\"BestEffort\"]: unsupported scope applied to resource")]
    [InlineData("spec.scopes=[\"Terminating\",\"NotTerminating\"]", "spec.scopes: Invalid value: [\"Terminating\",\"NotTerminating\"]: conflicting scopes")]
    [InlineData("spec.scopeSelector={\"matchExpressions\":[{\"scopeName\":\"Pony\",\"operator\":\"Exists\"}]}", "spec.scopeSelector.matchExpressions.scopeName: Invalid value: \"Pony\": unsupported scope")]
    [InlineData("spec.scopeSelector={\"matchExpressions\":[{\"scopeName\":\"PriorityClass\",\"operator\":\"In\"}]}", "spec.scopeSelector.matchExpressions.values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector")]
    [InlineData("spec.scopeSelector={\"matchExpressions\":[{\"scopeName\":\"PriorityClass\",\"operator\":\"Exists\",\"values\":[\"a\"]}]}", "spec.scopeSelector.matchExpressions.values: Invalid value: [\"a\"]: must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector")]
    [InlineData("spec.scopeSelector={\"matchExpressions\":[{\"scopeName\":\"PriorityClass\",\"operator\":\"Is\"}]}", "spec.scopeSelector.matchExpressions.operator: Invalid value: \"Is\": not a valid selector operator")]
    [InlineData("spec.scopeSelector={\"matchExpressions\":[{\"scopeName\":\"BestEffort\",\"operator\":\"In\",\"values\":[\"a\"]}]}", "spec.scopeSelector.matchExpressions.operator: Invalid value: \"In\": must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity")]
    public async Task ResourceQuota_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("", "v1", "resourcequotas", Quota, edits));

    [Theory]
    [InlineData("spec.scopes=[\"BestEffort\"]", "spec.scopes: Invalid value: [\"BestEffort\"]: field is immutable")]
    public async Task ResourceQuota_Changed_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("", "v1", "resourcequotas", Quota, edits));

    [Theory]
    [InlineData("status.used={\"pods\":\"-1\"}", "status.used[pods]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("status.hard={\"widgets\":\"1\"}", "status.hard[widgets]: Invalid value: \"widgets\": must be a standard resource for quota")]
    public async Task ResourceQuota_StatusThatMakesNoSense_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("", "v1", "resourcequotas", Quota, edits, "status"));

    [Theory]
    [InlineData("spec.hard={\"cpu\":\"2\",\"limits.cpu\":\"1\"}", "ResourceQuota cpu (2) should be less than limits.cpu (1)")]
    [InlineData("spec.hard={\"requests.memory\":\"2Gi\",\"limits.memory\":\"1Gi\"}", "ResourceQuota requests.memory (2Gi) should be less than limits.memory (1Gi)")]
    public async Task ResourceQuota_WithRequestsAboveLimits_IsWarned(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.WarningsAsync("", "v1", "resourcequotas", Quota, edits));
}
