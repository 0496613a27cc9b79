namespace KubeEmulator.Core.Tests.Kinds.Admission;

public class WebhookConfigurationRulesTests
{
    private const string Validating =
        "{\"apiVersion\":\"admissionregistration.k8s.io/v1\",\"kind\":\"ValidatingWebhookConfiguration\",\"metadata\":{\"name\":\"w\"},\"webhooks\":[{\"name\":\"v.example.com\",\"sideEffects\":\"None\",\"admissionReviewVersions\":[\"v1\"],\"clientConfig\":{\"url\":\"https://x\"},\"rules\":[{\"operations\":[\"CREATE\"],\"apiGroups\":[\"\"],\"apiVersions\":[\"v1\"],\"resources\":[\"pods\"]}]}]}";
    private const string Mutating =
        "{\"apiVersion\":\"admissionregistration.k8s.io/v1\",\"kind\":\"MutatingWebhookConfiguration\",\"metadata\":{\"name\":\"w\"},\"webhooks\":[{\"name\":\"v.example.com\",\"sideEffects\":\"None\",\"admissionReviewVersions\":[\"v1\"],\"clientConfig\":{\"url\":\"https://x\"},\"rules\":[{\"operations\":[\"CREATE\"],\"apiGroups\":[\"\"],\"apiVersions\":[\"v1\"],\"resources\":[\"pods\"]}]}]}";

    /// <summary>What both kinds of configuration refuse.</summary>
    public static TheoryData<string, string> BothConfigurations => new()
    {
        { "webhooks.0.name=\"short\"", "webhooks[0].name: Invalid value: \"short\": should be a domain with at least three segments separated by dots" },
        { "webhooks.0.name=\"\"", "webhooks[0].name: Required value" },
        { "webhooks.1={\"name\":\"v.example.com\",\"sideEffects\":\"None\",\"admissionReviewVersions\":[\"v1\"],\"clientConfig\":{\"url\":\"https://x\"}}", "webhooks[1].name: Duplicate value: \"v.example.com\"" },
        { "webhooks.0.clientConfig={}", "webhooks[0].clientConfig: Required value: exactly one of url or service is required" },
        { "webhooks.0.clientConfig.service={\"name\":\"s\",\"namespace\":\"n\"}", "webhooks[0].clientConfig: Required value: exactly one of url or service is required" },
        { "webhooks.0.clientConfig.url=\"http://x\"", "webhooks[0].clientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL scheme; desired format: https://host[/path]" },
        { "webhooks.0.clientConfig.url=\"https:///x\"", "webhooks[0].clientConfig.url: Invalid value: \"\": host must be specified; desired format: https://host[/path]" },
        { "webhooks.0.clientConfig.url=\"https://u:p@x\"", "webhooks[0].clientConfig.url: Invalid value: \"u:p\": user information is not permitted in the URL" },
        { "webhooks.0.clientConfig.url=\"https://x/y?z=1#f\"", "webhooks[0].clientConfig.url: Invalid value: \"f\": fragments are not permitted in the URL" },
        { "webhooks.0.clientConfig.url=\"https://x/y?z=1#f\"", "webhooks[0].clientConfig.url: Invalid value: \"z=1\": query parameters are not permitted in the URL" },
        { "webhooks.0.clientConfig={\"service\":{\"name\":\"\",\"namespace\":\"n\"}}", "webhooks[0].clientConfig.service.namespace: Required value" },
        { "webhooks.0.clientConfig={\"service\":{\"name\":\"s\",\"namespace\":\"\"}}", "webhooks[0].clientConfig.service.name: Required value" },
        { "webhooks.0.clientConfig={\"service\":{\"name\":\"s\",\"namespace\":\"n\",\"port\":70000}}", "webhooks[0].clientConfig.service.port: Invalid value: 70000: port is not valid: must be between 1 and 65535, inclusive" },
        { "webhooks.0.clientConfig={\"service\":{\"name\":\"s\",\"namespace\":\"n\",\"path\":\"//\"}}", "webhooks[0].clientConfig.service.path: Invalid value: \"//\": segment[0] may not be empty" },
        { "webhooks.0.clientConfig={\"service\":{\"name\":\"s\",\"namespace\":\"n\",\"path\":\"/a//b\"}}", "webhooks[0].clientConfig.service.path: Invalid value: \"/a//b\": segment[1] may not be empty" },
        { "webhooks.0.clientConfig={\"service\":{\"name\":\"s\",\"namespace\":\"n\",\"path\":\"xa\"}}", "webhooks[0].clientConfig.service.path: Invalid value: \"xa\": must start with a '/'" },
        { "webhooks.0.sideEffects=null", "webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun" },
        { "webhooks.0.sideEffects=\"Some\"", "webhooks[0].sideEffects: Unsupported value: \"Some\": supported values: \"None\", \"NoneOnDryRun\"" },
        { "webhooks.0.admissionReviewVersions=[]", "webhooks[0].admissionReviewVersions: Required value: must specify one of v1, v1beta1" },
        { "webhooks.0.admissionReviewVersions=[\"v9\"]", "webhooks[0].admissionReviewVersions: Invalid value: [\"v9\"]: must include at least one of v1, v1beta1" },
        { "webhooks.0.admissionReviewVersions=[\"v1\",\"v1\"]", "webhooks[0].admissionReviewVersions[1]: Invalid value: \"v1\": duplicate version" },
        { "webhooks.0.timeoutSeconds=31", "webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds" },
        { "webhooks.0.failurePolicy=\"Explode\"", "webhooks[0].failurePolicy: Unsupported value: \"Explode\": supported values: \"Fail\", \"Ignore\"" },
        { "webhooks.0.matchPolicy=\"Roughly\"", "webhooks[0].matchPolicy: Unsupported value: \"Roughly\": supported values: \"Equivalent\", \"Exact\"" },
        { "webhooks.0.rules.0.operations=[]", "webhooks[0].rules[0].operations: Required value" },
        { "webhooks.0.rules.0.operations=[\"LOOK\"]", "webhooks[0].rules[0].operations[0]: Unsupported value: \"LOOK\": supported values: \"*\", \"CONNECT\", \"CREATE\", \"DELETE\", \"UPDATE\"" },
        { "webhooks.0.rules.0.operations=[\"*\",\"CREATE\"]", "webhooks[0].rules[0].operations: Invalid value: [\"*\",\"CREATE\"]: if '*' is present, must not specify other operations" },
        { "webhooks.0.rules.0.apiGroups=[]", "webhooks[0].rules[0].apiGroups: Required value" },
        { "webhooks.0.rules.0.apiGroups=[\"*\",\"a\"]", "webhooks[0].rules[0].apiGroups: Invalid value: [\"*\",\"a\"]: if '*' is present, must not specify other API groups" },
        { "webhooks.0.rules.0.apiVersions=[]", "webhooks[0].rules[0].apiVersions: Required value" },
        { "webhooks.0.rules.0.apiVersions=[\"\"]", "webhooks[0].rules[0].apiVersions[0]: Required value" },
        { "webhooks.0.rules.0.resources=[]", "webhooks[0].rules[0].resources: Required value" },
        { "webhooks.0.rules.0.resources=[\"\"]", "webhooks[0].rules[0].resources[0]: Required value" },
        { "webhooks.0.rules.0.resources=[\"*\",\"pods\"]", "webhooks[0].rules[0].resources: Invalid value: [\"*\",\"pods\"]: if '*' is present, must not specify other resources without subresources" },
        { "webhooks.0.rules.0.resources=[\"*/*\",\"pods\"]", "webhooks[0].rules[0].resources: Invalid value: [\"*/*\",\"pods\"]: if '*/*' is present, must not specify other resources" },
        { "webhooks.0.rules.0.resources=[\"pods/*\",\"pods/log\"]", "webhooks[0].rules[0].resources[1]: Invalid value: \"pods/log\": if 'pods/*' is present, must not specify pods/log" },
        { "webhooks.0.rules.0.resources=[\"*/log\",\"pods/log\"]", "webhooks[0].rules[0].resources[1]: Invalid value: \"pods/log\": if '*/log' is present, must not specify pods/log" },
        { "webhooks.0.rules.0.scope=\"Galaxy\"", "webhooks[0].rules[0].scope: Unsupported value: \"Galaxy\": supported values: \"*\", \"Cluster\", \"Namespaced\"" },
        { "webhooks.0.matchConditions.0={\"name\":\"a\",\"expression\":\" \"}", "webhooks[0].matchConditions[0].expression: Required value" },
        { "webhooks.0.matchConditions.0={\"expression\":\"true\"}", "webhooks[0].matchConditions[0].name: Required value" },
        { "webhooks.0.matchConditions.0={\"name\":\"a\",\"expression\":\"'x'\"}", "webhooks[0].matchConditions[0].expression: Invalid value: \"'x'\": must evaluate to bool but got string" },
        { "webhooks.0.matchConditions=[{\"name\":\"a\",\"expression\":\"true\"},{\"name\":\"a\",\"expression\":\"true\"}]", "webhooks[0].matchConditions[1].name: Duplicate value: \"a\"" },
        { "webhooks.0.objectSelector={\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Is\"}]}", "webhooks[0].objectSelector.matchExpressions[0].operator: Invalid value: \"Is\": not a valid selector operator" },
    };

    [Theory]
    [MemberData(nameof(BothConfigurations))]
    public async Task Validating_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("admissionregistration.k8s.io", "v1", "validatingwebhookconfigurations", Validating, edits));

    [Theory]
    [MemberData(nameof(BothConfigurations))]
    [InlineData("webhooks.0.reinvocationPolicy=\"Often\"", "webhooks[0].reinvocationPolicy: Unsupported value: \"Often\": supported values: \"IfNeeded\", \"Never\"")]
    public async Task Mutating_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("admissionregistration.k8s.io", "v1", "mutatingwebhookconfigurations", Mutating, edits));

    [Theory]
    [InlineData("validatingwebhookconfigurations", Validating)]
    [InlineData("mutatingwebhookconfigurations", Mutating)]
    public async Task Webhook_WithTooManyConditions_TellsHowMany(string resource, string valid)
    {
        var conditions = string.Join(',', Enumerable.Range(0, 65).Select(i => $"{{\"name\":\"a{i}\",\"expression\":\"true\"}}"));
        var errors = await RuleTable.CreateAsync("admissionregistration.k8s.io", "v1", resource, valid, $"webhooks.0.matchConditions=[{conditions}]");
        Assert.Contains("webhooks[0].matchConditions: Too many: 65: must have at most 64 items", errors);
    }
}
