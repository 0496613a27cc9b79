namespace KubeEmulator.Core.Tests.Kinds.Admission;

public class AdmissionPolicyRulesTests
{
    private const string Validating =
        "{\"apiVersion\":\"admissionregistration.k8s.io/v1\",\"kind\":\"ValidatingAdmissionPolicy\",\"metadata\":{\"name\":\"p\"},\"spec\":{\"matchConstraints\":{\"resourceRules\":[{\"operations\":[\"CREATE\"],\"apiGroups\":[\"\"],\"apiVersions\":[\"v1\"],\"resources\":[\"configmaps\"]}]},\"validations\":[{\"expression\":\"true\"}]}}";
    private const string Mutating =
        "{\"apiVersion\":\"admissionregistration.k8s.io/v1\",\"kind\":\"MutatingAdmissionPolicy\",\"metadata\":{\"name\":\"p\"},\"spec\":{\"matchConstraints\":{\"resourceRules\":[{\"operations\":[\"CREATE\"],\"apiGroups\":[\"\"],\"apiVersions\":[\"v1\"],\"resources\":[\"configmaps\"]}]},\"reinvocationPolicy\":\"Never\",\"mutations\":[{\"patchType\":\"ApplyConfiguration\",\"applyConfiguration\":{\"expression\":\"Object{metadata: Object.metadata{labels: {'a': 'b'}}}\"}}]}}";
    private const string ValidatingBinding =
        "{\"apiVersion\":\"admissionregistration.k8s.io/v1\",\"kind\":\"ValidatingAdmissionPolicyBinding\",\"metadata\":{\"name\":\"p\"},\"spec\":{\"policyName\":\"p\",\"validationActions\":[\"Deny\"]}}";
    private const string MutatingBinding =
        "{\"apiVersion\":\"admissionregistration.k8s.io/v1\",\"kind\":\"MutatingAdmissionPolicyBinding\",\"metadata\":{\"name\":\"p\"},\"spec\":{\"policyName\":\"p\"}}";

    /// <summary>What both kinds of policy refuse.</summary>
    public static TheoryData<string, string> BothPolicies => new()
    {
        { "spec.matchConstraints=null", "spec.matchConstraints: Required value" },
        { "spec.matchConstraints.resourceRules=[]", "spec.matchConstraints.resourceRules: Required value" },
        { "spec.matchConstraints.matchPolicy=\"Roughly\"", "spec.matchConstraints.matchPolicy: Unsupported value: \"Roughly\": supported values: \"Equivalent\", \"Exact\"" },
        { "spec.matchConstraints.resourceRules.0.resourceNames=[\"a\",\"a\"]", "spec.matchConstraints.resourceRules[0].resourceNames[1]: Duplicate value: \"a\"" },
        { "spec.matchConstraints.resourceRules.0.resourceNames=[\"a/b\"]", "spec.matchConstraints.resourceRules[0].resourceNames[0]: Invalid value: \"a/b\": may not contain '/'" },
        { "spec.failurePolicy=\"Explode\"", "spec.failurePolicy: Unsupported value: \"Explode\": supported values: \"Fail\", \"Ignore\"" },
        { "spec.variables.0={\"name\":\"1x\",\"expression\":\"1\"}", "spec.variables[0].name: Invalid value: \"1x\": must be a valid CEL identifier" },
        { "spec.variables.0={\"name\":\"for\",\"expression\":\"1\"}", "spec.variables[0].name: Invalid value: \"for\": must be a valid CEL identifier" },
        { "spec.variables.0={\"expression\":\"1\"}", "spec.variables[0].name: Required value: name is not specified" },
        { "spec.variables.0={\"name\":\"x\"}", "spec.variables[0].expression: Required value: expression is not specified" },
        { "spec.variables.0={\"name\":\"x\",\"expression\":\"thing\"}", "spec.variables[0].expression: Invalid value: \"thing\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'thing' (in container '')\n | thing\n | ^" },
        { "spec.paramKind={\"apiVersion\":\"v1\"}", "spec.paramKind.kind: Required value" },
        { "spec.paramKind={\"kind\":\"ConfigMap\"}", "spec.paramKind.apiVersion: Required value" },
        { "spec.paramKind={\"apiVersion\":\"a/b/c\",\"kind\":\"ConfigMap\"}", "spec.paramKind.apiVersion: Invalid value: \"a/b/c\": unexpected GroupVersion string: a/b/c" },
        { "spec.paramKind={\"apiVersion\":\"a/\",\"kind\":\"ConfigMap\"}", "spec.paramKind.apiVersion: Invalid value: \"a/\": version must be specified" },
    };

    [Theory]
    [MemberData(nameof(BothPolicies))]
    [InlineData("spec.validations=[]", "spec.validations: Required value: validations or auditAnnotations must contain at least one item")]
    [InlineData("spec.validations=[]", "spec.auditAnnotations: Required value: validations or auditAnnotations must contain at least one item")]
    [InlineData("spec.validations.0.expression=\"\"", "spec.validations[0].expression: Required value: expression is not specified")]
    [InlineData("spec.validations.0.expression=\"1 + 1\"", "spec.validations[0].expression: Invalid value: \"1 + 1\": must evaluate to bool but got int")]
    [InlineData("spec.validations.0.expression=\"params.x == 1\"", "spec.validations[0].expression: Invalid value: \"params.x == 1\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'params' (in container '')\n | params.x == 1\n | ^")]
    [InlineData("spec.validations.0.expression=\"object.(\"", "spec.validations[0].expression: Invalid value: \"object.(\": compilation failed: ERROR: <input>:1:8: Syntax error: no viable alternative at input '.('\n | object.(\n | .......^")]
    [InlineData("spec.variables.0={\"name\":\"x\",\"expression\":\"1\"};;spec.validations.0.expression=\"variables.y == 1\"", "spec.validations[0].expression: Invalid value: \"variables.y == 1\": compilation failed: ERROR: <input>:1:10: undefined field 'y'\n | variables.y == 1\n | .........^")]
    [InlineData("spec.validations.0.reason=\"Because\"", "spec.validations[0].reason: Unsupported value: \"Because\": supported values: \"Forbidden\", \"Invalid\", \"RequestEntityTooLarge\"")]
    [InlineData("spec.validations.0.message=\"a\\nb\"", "spec.validations[0].message: Invalid value: \"a\\nb\": must not contain line breaks")]
    [InlineData("spec.validations.0.message=\" \"", "spec.validations[0].message: Invalid value: \" \": must be non-empty if specified")]
    [InlineData("spec.validations.0.messageExpression=\" \"", "spec.validations[0].messageExpression: Invalid value: \" \": must be non-empty if specified")]
    [InlineData("spec.validations.0.messageExpression=\"1\"", "spec.validations[0].messageExpression: Invalid value: \"1\": must evaluate to string but got int")]
    [InlineData("spec.auditAnnotations.0={\"key\":\"k\",\"valueExpression\":\"1\"}", "spec.auditAnnotations[0].valueExpression: Invalid value: \"1\": must evaluate to one of [string null_type] but got int")]
    [InlineData("spec.auditAnnotations.0={\"key\":\"k\"}", "spec.auditAnnotations[0].valueExpression: Required value: valueExpression is not specified")]
    [InlineData("spec.auditAnnotations=[{\"key\":\"k\",\"valueExpression\":\"null\"},{\"key\":\"k\",\"valueExpression\":\"null\"}]", "spec.auditAnnotations[1].key: Duplicate value: \"k\"")]
    [InlineData("spec.matchConditions.0={\"name\":\"a\",\"expression\":\"x\"}", "spec.matchConditions[0].expression: Invalid value: \"x\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'x' (in container '')\n | x\n | ^")]
    public async Task ValidatingPolicy_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("admissionregistration.k8s.io", "v1", "validatingadmissionpolicies", Validating, edits));

    [Theory]
    [InlineData("status.typeChecking={\"expressionWarnings\":[{\"fieldRef\":\"spec.a\",\"warning\":\"\"}]}", "status.typeChecking.expressionWarnings[0].warning: Required value")]
    [InlineData("status.typeChecking={\"expressionWarnings\":[{\"fieldRef\":\" \",\"warning\":\"w\"}]}", "status.typeChecking.expressionWarnings[0].fieldRef: Required value")]
    [InlineData("status.conditions.0={\"type\":\"a\",\"status\":\"Maybe\",\"reason\":\"R\",\"lastTransitionTime\":\"2026-01-01T00:00:00Z\"}", "status.conditions[0].status: Unsupported value: \"Maybe\": supported values: \"False\", \"True\", \"Unknown\"")]
    public async Task ValidatingPolicy_StatusBroken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.UpdateAsync("admissionregistration.k8s.io", "v1", "validatingadmissionpolicies", Validating, edits, "status"));

    [Theory]
    [MemberData(nameof(BothPolicies))]
    [InlineData("spec.mutations=[]", "spec.mutations: Required value: mutations must contain at least one item")]
    [InlineData("spec.mutations.0={}", "spec.mutations[0].patchType: Required value")]
    [InlineData("spec.mutations.0={\"patchType\":\"Magic\"}", "spec.mutations[0].patchType: Unsupported value: \"Magic\": supported values: \"ApplyConfiguration\", \"JSONPatch\"")]
    [InlineData("spec.mutations.0={\"patchType\":\"JSONPatch\"}", "spec.mutations[0].jsonPatch: Required value: must be specified when patchType is JSONPatch")]
    [InlineData("spec.mutations.0={\"patchType\":\"ApplyConfiguration\"}", "spec.mutations[0].applyConfiguration: Required value: must be specified when patchType is ApplyConfiguration")]
    [InlineData("spec.mutations.0.jsonPatch={\"expression\":\"[]\"}", "spec.mutations[0].jsonPatch: Invalid value: \"{jsonPatch}\": must not be specified when patchType is ApplyConfiguration")]
    [InlineData("spec.mutations.0={\"patchType\":\"JSONPatch\",\"jsonPatch\":{\"expression\":\"[]\"}}", "spec.mutations[0].jsonPatch.expression: Invalid value: \"[]\": must evaluate to list(JSONPatch) but got list(dyn)")]
    [InlineData("spec.mutations.0.applyConfiguration.expression=\"1\"", "spec.mutations[0].applyConfiguration.expression: Invalid value: \"1\": must evaluate to Object but got int")]
    [InlineData("spec.mutations.0.applyConfiguration.expression=\"\"", "spec.mutations[0].applyConfiguration.expression: Required value")]
    [InlineData("spec.reinvocationPolicy=null", "spec.reinvocationPolicy: Required value")]
    [InlineData("spec.reinvocationPolicy=\"Often\"", "spec.reinvocationPolicy: Unsupported value: \"Often\": supported values: \"IfNeeded\", \"Never\"")]
    [InlineData("spec.matchConstraints.resourceRules.0.operations=[\"DELETE\"]", "spec.matchConstraints.resourceRules.operations: Unsupported value: \"DELETE\": supported values: \"*\", \"CONNECT\", \"CREATE\", \"UPDATE\"")]
    public async Task MutatingPolicy_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("admissionregistration.k8s.io", "v1", "mutatingadmissionpolicies", Mutating, edits));

    /// <summary>What bindings of both kinds of policy refuse.</summary>
    public static TheoryData<string, string> BothBindings => new()
    {
        { "spec.policyName=\"\"", "spec.policyName: Required value" },
        { "spec.paramRef={\"name\":\"a\",\"selector\":{},\"parameterNotFoundAction\":\"Deny\"}", "spec.paramRef.name: Forbidden: name and selector are mutually exclusive" },
        { "spec.paramRef={\"name\":\"a\",\"selector\":{},\"parameterNotFoundAction\":\"Deny\"}", "spec.paramRef.selector: Forbidden: name and selector are mutually exclusive" },
        { "spec.paramRef={\"parameterNotFoundAction\":\"Deny\"}", "spec.paramRef: Required value: one of name or selector must be specified" },
        { "spec.paramRef={\"name\":\"a\"}", "spec.paramRef.parameterNotFoundAction: Required value" },
        { "spec.paramRef={\"name\":\"a\",\"parameterNotFoundAction\":\"Shout\"}", "spec.paramRef.parameterNotFoundAction: Unsupported value: \"Shout\": supported values: \"Deny\", \"Allow\"" },
        { "spec.matchResources={\"matchPolicy\":\"Roughly\"}", "spec.matchResources.matchPolicy: Unsupported value: \"Roughly\": supported values: \"Equivalent\", \"Exact\"" },
    };

    [Theory]
    [MemberData(nameof(BothBindings))]
    [InlineData("spec.validationActions=[]", "spec.validationActions: Required value: at least one validation action is required")]
    [InlineData("spec.validationActions=[\"Shout\"]", "spec.validationActions[0]: Unsupported value: \"Shout\": supported values: \"Audit\", \"Deny\", \"Warn\"")]
    [InlineData("spec.validationActions=[\"Deny\",\"Deny\"]", "spec.validationActions[1]: Duplicate value: \"Deny\"")]
    [InlineData("spec.validationActions=[\"Deny\",\"Warn\"]", "spec.validationActions: Invalid value: [\"Deny\",\"Warn\"]: must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)")]
    public async Task ValidatingBinding_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("admissionregistration.k8s.io", "v1", "validatingadmissionpolicybindings", ValidatingBinding, edits));

    [Theory]
    [MemberData(nameof(BothBindings))]
    [InlineData("spec.matchResources={\"resourceRules\":[{\"operations\":[\"DELETE\"],\"apiGroups\":[\"\"],\"apiVersions\":[\"v1\"],\"resources\":[\"pods\"]}]}", "spec.matchResources.resourceRules.operations: Unsupported value: \"DELETE\": supported values: \"*\", \"CONNECT\", \"CREATE\", \"UPDATE\"")]
    public async Task MutatingBinding_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("admissionregistration.k8s.io", "v1", "mutatingadmissionpolicybindings", MutatingBinding, edits));
}
