namespace KubeEmulator.Core.Tests.Kinds.Batch;

public class JobRulesTests
{
    private const string Pod = "\"template\":{\"spec\":{\"restartPolicy\":\"Never\",\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}";
    private const string Job = "{\"apiVersion\":\"batch/v1\",\"kind\":\"Job\",\"metadata\":{\"name\":\"j\"},\"spec\":{" + Pod + "}}";
    private const string Indexed = "{\"apiVersion\":\"batch/v1\",\"kind\":\"Job\",\"metadata\":{\"name\":\"j\"},\"spec\":{\"completionMode\":\"Indexed\",\"completions\":3," + Pod + "}}";
    private const string CronJob = "{\"apiVersion\":\"batch/v1\",\"kind\":\"CronJob\",\"metadata\":{\"name\":\"j\"},\"spec\":{\"schedule\":\"* * * * *\",\"jobTemplate\":{\"spec\":{" + Pod + "}}}}";
    private const string Negative = "Invalid value: -1: must be greater than or equal to 0";

    [Theory]
    [InlineData("spec.parallelism=-1", "spec.parallelism: " + Negative)]
    [InlineData("spec.completions=-1", "spec.completions: " + Negative)]
    [InlineData("spec.activeDeadlineSeconds=-1", "spec.activeDeadlineSeconds: " + Negative)]
    [InlineData("spec.backoffLimit=-1", "spec.backoffLimit: " + Negative)]
    [InlineData("spec.ttlSecondsAfterFinished=-1", "spec.ttlSecondsAfterFinished: " + Negative)]
    [InlineData("spec.maxFailedIndexes=1", "spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified")]
    [InlineData("spec.backoffLimitPerIndex=1", "spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode")]
    [InlineData("spec.completionMode=\"X\"", "spec.completionMode: Unsupported value: \"X\": supported values: \"NonIndexed\", \"Indexed\"")]
    [InlineData("spec.podReplacementPolicy=\"Never\"", "spec.podReplacementPolicy: Unsupported value: \"Never\": supported values: \"Failed\", \"TerminatingOrFailed\"")]
    [InlineData("spec.template.spec.restartPolicy=\"Always\"", "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"")]
    [InlineData("spec.template.spec.restartPolicy=\"OnFailure\";;spec.podFailurePolicy={\"rules\":[{\"action\":\"Ignore\",\"onPodConditions\":[{\"type\":\"A\"}]}]}", "spec.template.spec.restartPolicy: Invalid value: \"OnFailure\": only \"Never\" is supported when podFailurePolicy is specified")]
    [InlineData("spec.podFailurePolicy={\"rules\":[{\"action\":\"X\",\"onPodConditions\":[{\"type\":\"A\"}]}]}", "spec.podFailurePolicy.rules[0].action: Unsupported value: \"X\": supported values: \"Count\", \"FailIndex\", \"FailJob\", \"Ignore\"")]
    [InlineData("spec.podFailurePolicy={\"rules\":[{\"action\":\"FailIndex\",\"onPodConditions\":[{\"type\":\"A\"}]}]}", "spec.podFailurePolicy.rules[0].action: Invalid value: \"FailIndex\": requires the backoffLimitPerIndex to be set")]
    [InlineData("spec.podFailurePolicy={\"rules\":[{\"action\":\"Ignore\"}]}", "spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required")]
    [InlineData("spec.podFailurePolicy={\"rules\":[{\"action\":\"Ignore\",\"onExitCodes\":{\"operator\":\"In\",\"values\":[0]}}]}", "spec.podFailurePolicy.rules[0].onExitCodes.values[0]: Invalid value: 0: must not be 0 for the In operator")]
    [InlineData("spec.podFailurePolicy={\"rules\":[{\"action\":\"Ignore\",\"onExitCodes\":{\"operator\":\"In\",\"values\":[2,1]}}]}", "spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: [2,1]: must be ordered")]
    [InlineData("spec.podFailurePolicy={\"rules\":[{\"action\":\"Ignore\",\"onExitCodes\":{\"operator\":\"In\",\"values\":[1,1]}}]}", "spec.podFailurePolicy.rules[0].onExitCodes.values[1]: Duplicate value: 1")]
    [InlineData("spec.podFailurePolicy={\"rules\":[{\"action\":\"Ignore\",\"onExitCodes\":{\"operator\":\"In\",\"values\":[1],\"containerName\":\"x\"}}]}", "spec.podFailurePolicy.rules[0].onExitCodes.containerName: Invalid value: \"x\": must be one of the container or initContainer names in the pod template")]
    [InlineData("spec.manualSelector=true", "spec.selector: Required value")]
    [InlineData("spec.successPolicy={\"rules\":[{\"succeededCount\":1}]}", "spec.successPolicy: Invalid value: {\"Rules\":[{\"SucceededIndexes\":null,\"SucceededCount\":1}]}: requires indexed completion mode")]
    public async Task Job_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("batch", "v1", "jobs", Job, edits));

    [Theory]
    [InlineData("spec.completions=null;;spec.parallelism=1", "spec.completions: Required value: when completion mode is Indexed")]
    [InlineData("spec.parallelism=100001", "spec.parallelism: Invalid value: 100001: must be less than or equal to 100000 when completion mode is Indexed")]
    [InlineData("spec.backoffLimitPerIndex=1;;spec.maxFailedIndexes=4", "spec.maxFailedIndexes: Invalid value: 4: must be less than or equal to completions")]
    [InlineData("spec.successPolicy={\"rules\":[]}", "spec.successPolicy.rules: Required value: at least one rules must be specified when the successPolicy is specified")]
    [InlineData("spec.successPolicy={\"rules\":[{}]}", "spec.successPolicy.rules[0]: Required value: at least one of succeededCount or succeededIndexes must be specified")]
    [InlineData("spec.successPolicy={\"rules\":[{\"succeededIndexes\":\"3\"}]}", "spec.successPolicy.rules[0].succeededIndexes: Invalid value: \"3\": error parsing succeededIndexes: too large index: \"3\"")]
    [InlineData("spec.successPolicy={\"rules\":[{\"succeededIndexes\":\"1,0\"}]}", "spec.successPolicy.rules[0].succeededIndexes: Invalid value: \"1,0\": error parsing succeededIndexes: non-increasing order, previous: 1, current: 0")]
    [InlineData("spec.successPolicy={\"rules\":[{\"succeededCount\":4}]}", "spec.successPolicy.rules[0].succeededCount: Invalid value: 4: must be less than or equal to 3 (the number of specified completions)")]
    [InlineData("spec.successPolicy={\"rules\":[{\"succeededCount\":2,\"succeededIndexes\":\"0\"}]}", "spec.successPolicy.rules[0].succeededCount: Invalid value: 2: must be less than or equal to 1 (the number of indexes in the specified succeededIndexes field)")]
    public async Task IndexedJob_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("batch", "v1", "jobs", Indexed, edits));

    [Theory]
    [InlineData("spec.completions=2", "spec.completions: Invalid value: 2: field is immutable")]
    [InlineData("spec.completionMode=\"Indexed\"", "spec.completionMode: Invalid value: \"Indexed\": field is immutable")]
    [InlineData("spec.managedBy=\"a.example/b\"", "spec.managedBy: Invalid value: \"a.example/b\": field is immutable")]
    public async Task Job_Changed_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.UpdateAsync("batch", "v1", "jobs", Job, edits));

    [Theory]
    [InlineData("status.active=-1", "status.active: " + Negative)]
    [InlineData("status.conditions.0={\"type\":\"Complete\",\"status\":\"True\"}", "status.completionTime: Required value: completionTime is required for Complete jobs")]
    [InlineData("status.conditions.0={\"type\":\"Complete\",\"status\":\"True\"}", "status.conditions: Invalid value: cannot set Complete=True condition without the SuccessCriteriaMet=true condition")]
    [InlineData("status.conditions.0={\"type\":\"Failed\",\"status\":\"True\"}", "status.conditions: Invalid value: cannot set Failed=True condition without the FailureTarget=true condition")]
    [InlineData("status.conditions.0={\"type\":\"Failed\",\"status\":\"True\"}", "status.startTime: Required value: startTime is required for finished job")]
    [InlineData("status.ready=1", "status.ready: Invalid value: 1: cannot set more ready pods than active")]
    [InlineData("status.completedIndexes=\"0\"", "status.completedIndexes: Invalid value: \"0\": cannot set non-empty completedIndexes when non-indexed completion mode")]
    public async Task Job_StatusThatMakesNoSense_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.UpdateAsync("batch", "v1", "jobs", Job, edits, "status"));

    [Theory]
    [InlineData("spec.schedule=\"\"", "spec.schedule: Required value")]
    [InlineData("spec.schedule=\"* * * *\"", "spec.schedule: Invalid value: \"* * * *\": expected exactly 5 fields, found 4: [* * * *]")]
    [InlineData("spec.schedule=\"60 * * * *\"", "spec.schedule: Invalid value: \"60 * * * *\": end of range (60) above maximum (59): 60")]
    [InlineData("spec.schedule=\"a * * * *\"", "spec.schedule: Invalid value: \"a * * * *\": failed to parse int from a: strconv.Atoi: parsing \\\"a\\\": invalid syntax")]
    [InlineData("spec.schedule=\"5-1 * * * *\"", "spec.schedule: Invalid value: \"5-1 * * * *\": beginning of range (5) beyond end of range (1): 5-1")]
    [InlineData("spec.schedule=\"@often\"", "spec.schedule: Invalid value: \"@often\": unrecognized descriptor: @often")]
    [InlineData("spec.schedule=\"TZ=UTC * * * * *\"", "spec.schedule: Invalid value: \"TZ=UTC * * * * *\": cannot use TZ or CRON_TZ in schedule, use timeZone field instead")]
    [InlineData("spec.timeZone=\"\"", "spec.timeZone: Invalid value: \"\": timeZone must be nil or non-empty string")]
    [InlineData("spec.timeZone=\"Mars/Base\"", "spec.timeZone: Invalid value: \"Mars/Base\": unknown time zone Mars/Base")]
    [InlineData("spec.timeZone=\"Local\"", "spec.timeZone: Invalid value: \"Local\": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones")]
    [InlineData("spec.concurrencyPolicy=\"X\"", "spec.concurrencyPolicy: Unsupported value: \"X\": supported values: \"Allow\", \"Forbid\", \"Replace\"")]
    [InlineData("spec.startingDeadlineSeconds=-1", "spec.startingDeadlineSeconds: " + Negative)]
    [InlineData("spec.successfulJobsHistoryLimit=-1", "spec.successfulJobsHistoryLimit: " + Negative)]
    [InlineData("spec.jobTemplate.spec.selector={\"matchLabels\":{\"a\":\"b\"}}", "spec.jobTemplate.spec.selector: Invalid value: {\"matchLabels\":{\"a\":\"b\"}}: `selector` will be auto-generated")]
    [InlineData("spec.jobTemplate.spec.manualSelector=true", "spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: \"nil\", \"false\"")]
    [InlineData("metadata.name=\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", "metadata.name: Invalid value: \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\": must be no more than 52 characters")]
    public async Task CronJob_Broken_TellsWhy(string edits, string error) => Assert.Contains(error.Replace("\\\"", "\"", StringComparison.Ordinal), await RuleTable.CreateAsync("batch", "v1", "cronjobs", CronJob, edits));
}
