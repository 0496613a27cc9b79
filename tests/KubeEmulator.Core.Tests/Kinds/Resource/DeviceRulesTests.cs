namespace KubeEmulator.Core.Tests.Kinds.Resource;

public class DeviceRulesTests
{
    private const string Class =
        "{\"apiVersion\":\"resource.k8s.io/v1\",\"kind\":\"DeviceClass\",\"metadata\":{\"name\":\"c\"},\"spec\":{}}";
    private const string Claim =
        "{\"apiVersion\":\"resource.k8s.io/v1\",\"kind\":\"ResourceClaim\",\"metadata\":{\"name\":\"c\"},\"spec\":{\"devices\":{\"requests\":[{\"name\":\"r\",\"exactly\":{\"deviceClassName\":\"c\"}}]}}}";
    private const string Slice =
        "{\"apiVersion\":\"resource.k8s.io/v1\",\"kind\":\"ResourceSlice\",\"metadata\":{\"name\":\"s\"},\"spec\":{\"driver\":\"d.example.com\",\"nodeName\":\"n\",\"pool\":{\"name\":\"p\",\"resourceSliceCount\":1},\"devices\":[{\"name\":\"d\"}]}}";

    [Theory]
    [InlineData("spec.selectors.0={\"cel\":{\"expression\":\"(\"}}", "spec.selectors[0].cel.expression: Invalid value: \"(\": compilation failed: ERROR: <input>:1:2: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}\n | (\n | .^")]
    [InlineData("spec.selectors.0={}", "spec.selectors[0].cel: Required value")]
    [InlineData("spec.selectors.0={\"cel\":{\"expression\":\"device.driver\"}}", "spec.selectors[0].cel.expression: Invalid value: \"device.driver\": must evaluate to bool or the unknown type, not string")]
    [InlineData("spec.selectors.0={\"cel\":{\"expression\":\"device.attributes['a'].all(x, device.attributes['a'].all(y, device.attributes['a'].all(z, device.attributes['a'].all(u, x == y))))\"}}", "spec.selectors[0].cel.expression: Forbidden: too complex, exceeds cost limit")]
    [InlineData("spec.config.0={}", "spec.config[0].opaque: Required value")]
    [InlineData("spec.config.0={\"opaque\":{\"driver\":\"\",\"parameters\":{}}}", "spec.config[0].opaque.driver: Required value")]
    [InlineData("spec.config.0={\"opaque\":{\"driver\":\"d.example.com\",\"parameters\":[]}}", "spec.config[0].opaque.parameters: Invalid value: \"<value omitted>\": must be a valid JSON object")]
    [InlineData("spec.config.0={\"opaque\":{\"driver\":\"d.example.com\",\"parameters\":null}}", "spec.config[0].opaque.parameters: Required value")]
    [InlineData("spec.extendedResourceName=\"cpu\"", "spec.extendedResourceName: Invalid value: \"cpu\": must be a valid extended resource name")]
    [InlineData("metadata.finalizers=[\"nodomain\"]", "metadata.finalizers[0]: Invalid value: \"nodomain\": name is neither a standard finalizer name nor is it fully qualified")]
    public async Task DeviceClass_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("resource.k8s.io", "v1", "deviceclasses", Class, edits));

    [Theory]
    [InlineData("spec.devices.requests.0.exactly=null", "spec.devices.requests[0]: Required value: exactly one of `exactly` or `firstAvailable` is required")]
    [InlineData("spec.devices.requests.0.firstAvailable=[{\"name\":\"a\",\"deviceClassName\":\"c\"}]", "spec.devices.requests[0]: Invalid value: null: exactly one of `exactly` or `firstAvailable` is required, but multiple fields are set")]
    [InlineData("spec.devices.requests.0.exactly.deviceClassName=\"\"", "spec.devices.requests[0].exactly.deviceClassName: Required value")]
    [InlineData("spec.devices.requests.0.exactly.allocationMode=\"Some\"", "spec.devices.requests[0].exactly.allocationMode: Unsupported value: \"Some\": supported values: \"All\", \"ExactCount\"")]
    [InlineData("spec.devices.requests.0.exactly.allocationMode=\"All\";;spec.devices.requests.0.exactly.count=2", "spec.devices.requests[0].exactly.count: Invalid value: 2: must not be specified when allocationMode is 'All'")]
    [InlineData("spec.devices.requests.0.exactly.count=-1", "spec.devices.requests[0].exactly.count: Invalid value: -1: must be greater than zero")]
    [InlineData("spec.devices.requests.1={\"name\":\"r\",\"exactly\":{\"deviceClassName\":\"c\"}}", "spec.devices.requests[1]: Duplicate value: \"r\"")]
    [InlineData("spec.devices.requests.0.exactly.tolerations.0={\"operator\":\"Like\"}", "spec.devices.requests[0].exactly.tolerations[0].operator: Unsupported value: \"Like\": supported values: \"Equal\", \"Exists\"")]
    [InlineData("spec.devices.requests.0.exactly.tolerations.0={\"operator\":\"Exists\",\"value\":\"v\"}", "spec.devices.requests[0].exactly.tolerations[0].value: Invalid value: \"v\": must be empty for operator `Exists`")]
    [InlineData("spec.devices.requests.0.exactly.tolerations.0={\"operator\":\"Exists\",\"effect\":\"Boom\"}", "spec.devices.requests[0].exactly.tolerations[0].effect: Unsupported value: \"Boom\": supported values: \"NoExecute\", \"NoSchedule\", \"None\"")]
    [InlineData("spec.devices.requests.0.exactly.adminAccess=true", "spec.devices.requests[0].adminAccess: Forbidden: admin access to devices requires the `resource.kubernetes.io/admin-access: true` label on the containing namespace")]
    [InlineData("spec.devices.constraints.0={\"requests\":[\"x\"],\"matchAttribute\":\"a.example.com/b\"}", "spec.devices.constraints[0].requests[0]: Invalid value: \"x\": must be the name of a request in the claim or the name of a request and a subrequest separated by '/'")]
    [InlineData("spec.devices.constraints.0={\"requests\":[\"r\",\"r\"],\"matchAttribute\":\"a.example.com/b\"}", "spec.devices.constraints[0].requests[1]: Duplicate value: \"r\"")]
    [InlineData("spec.devices.constraints.0={\"matchAttribute\":\"b\"}", "spec.devices.constraints[0].matchAttribute: Invalid value: \"b\": a fully qualified name must be a domain and a name separated by a slash")]
    [InlineData("spec.devices.constraints.0={}", "spec.devices.constraints[0]: Required value: exactly one of \"matchAttribute\" or \"distinctAttribute\" is required, but multiple fields are set")]
    [InlineData("spec.devices.config.0={\"requests\":[\"x/y/z\"],\"opaque\":{\"driver\":\"d.example.com\",\"parameters\":{}}}", "spec.devices.config[0].requests[0]: Invalid value: \"x/y/z\": must be the name of a request in the claim or the name of a request and a subrequest separated by '/'")]
    [InlineData("metadata.finalizers=[\"nodomain\"]", "metadata.finalizers[0]: Invalid value: \"nodomain\": name is neither a standard finalizer name nor is it fully qualified")]
    [InlineData("spec.devices.requests.0.exactly.selectors.0={\"cel\":{\"expression\":\"(\"}}", "spec.devices.requests[0].exactly.selectors[0].cel.expression: Invalid value: \"(\": compilation failed: ERROR: <input>:1:2: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}\n | (\n | .^")]
    [InlineData("spec.devices.requests.0.exactly.selectors.0={}", "spec.devices.requests[0].exactly.selectors[0].cel: Required value")]
    [InlineData("spec.devices.requests.0.exactly.selectors.0={\"cel\":{\"expression\":\"device.driver\"}}", "spec.devices.requests[0].exactly.selectors[0].cel.expression: Invalid value: \"device.driver\": must evaluate to bool or the unknown type, not string")]
    [InlineData("spec.devices.requests.0.exactly.selectors.0={\"cel\":{\"expression\":\"device.attributes['a'].all(x, device.attributes['a'].all(y, device.attributes['a'].all(z, device.attributes['a'].all(u, x == y))))\"}}", "spec.devices.requests[0].exactly.selectors[0].cel.expression: Forbidden: too complex, exceeds cost limit")]
    [InlineData("spec.devices.config.0={}", "spec.devices.config[0].opaque: Required value")]
    [InlineData("spec.devices.config.0={\"opaque\":{\"driver\":\"\",\"parameters\":{}}}", "spec.devices.config[0].opaque.driver: Required value")]
    [InlineData("spec.devices.config.0={\"opaque\":{\"driver\":\"d.example.com\",\"parameters\":[]}}", "spec.devices.config[0].opaque.parameters: Invalid value: \"<value omitted>\": must be a valid JSON object")]
    [InlineData("spec.devices.config.0={\"opaque\":{\"driver\":\"d.example.com\",\"parameters\":null}}", "spec.devices.config[0].opaque.parameters: Required value")]
    public async Task ResourceClaim_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("resource.k8s.io", "v1", "resourceclaims", Claim, edits));

    [Theory]
    [InlineData("status.reservedFor.0={\"resource\":\"pods\",\"name\":\"p\",\"uid\":\"u\"}", "status.reservedFor: Forbidden: may not be specified when `allocated` is not set")]
    [InlineData("status.reservedFor.0={}", "status.reservedFor[0].uid: Required value")]
    [InlineData("status.devices.0={\"driver\":\"d.example.com\",\"pool\":\"p\",\"device\":\"x\"}", "status.devices[0]: Invalid value: {\"Driver\":\"d.example.com\",\"Pool\":\"p\",\"Device\":\"x\",\"ShareID\":\"\"}: must be an allocated device in the claim")]
    [InlineData("status.allocation={\"devices\":{\"results\":[{\"request\":\"x\",\"driver\":\"d.example.com\",\"pool\":\"p\",\"device\":\"x\"}]}}", "status.allocation.devices.results[0].request: Invalid value: \"x\": must be the name of a request in the claim or the name of a request and a subrequest separated by '/'")]
    [InlineData("status.allocation={\"devices\":{\"results\":[{\"request\":\"r\",\"driver\":\"\",\"pool\":\"\",\"device\":\"x\"}]}}", "status.allocation.devices.results[0].pool: Required value")]
    [InlineData("status.allocation={\"devices\":{\"results\":[{\"request\":\"r\",\"driver\":\"d.example.com\",\"pool\":\"p\",\"device\":\"x\",\"shareID\":\"1\"}]}}", "status.allocation.devices.results[0].shareID: Invalid value: \"1\": error validating uid: invalid UUID length: 1")]
    [InlineData("status.allocation={\"devices\":{\"config\":[{\"source\":\"FromHere\",\"opaque\":{\"driver\":\"d.example.com\",\"parameters\":{}}}]}}", "status.allocation.devices.config[0].source: Unsupported value: \"FromHere\": supported values: \"FromClaim\", \"FromClass\"")]
    [InlineData("status.allocation={\"nodeSelector\":{}}", "status.allocation.nodeSelector.nodeSelectorTerms: Required value: must have at least one node selector term")]
    public async Task ResourceClaim_StatusBroken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.UpdateAsync("resource.k8s.io", "v1", "resourceclaims", Claim, edits, "status"));

    [Theory]
    [InlineData("spec.driver=\"\"", "spec.driver: Required value")]
    [InlineData("spec.pool.name=\"\"", "spec.pool.name: Required value")]
    [InlineData("spec.pool.resourceSliceCount=0", "spec.pool.resourceSliceCount: Invalid value: 0: must be greater than zero")]
    [InlineData("spec.pool.generation=-1", "spec.pool.generation: Invalid value: -1: must be greater than or equal to zero")]
    [InlineData("spec.nodeName=null", "spec: Required value: exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required")]
    [InlineData("spec.allNodes=true", "spec: Invalid value: \"{`nodeName`, `allNodes`}\": exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required, but multiple fields are set")]
    [InlineData("spec.allNodes=false", "spec.allNodes: Invalid value: false: must be either unset or set to true")]
    [InlineData("spec.nodeName=\"\"", "spec.nodeName: Invalid value: \"\": must be either unset or set to a non-empty string")]
    [InlineData("spec.sharedCounters.0={\"name\":\"c\",\"counters\":{\"a\":{\"value\":\"1\"}}}", "spec: Invalid value: \"\": only one of `sharedCounters` or `devices` is allowed")]
    [InlineData("spec.devices=null;;spec.sharedCounters.0={\"name\":\"c\"}", "spec.sharedCounters[0].counters: Required value")]
    [InlineData("spec.devices.1={\"name\":\"d\"}", "spec.devices[1]: Duplicate value: \"d\"")]
    [InlineData("spec.devices.0.attributes={\"a b\":{\"bool\":true}}", "spec.devices[0].attributes: Invalid value: \"a b\": a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName', regex used for validation is '[A-Za-z_][A-Za-z0-9_]*')")]
    [InlineData("spec.devices.0.attributes={\"a\":{}}", "spec.devices[0].attributes[a]: Invalid value: \"\": exactly one value must be specified")]
    [InlineData("spec.devices.0.attributes={\"a\":{\"version\":\"1\"}}", "spec.devices[0].attributes[a].version: Invalid value: \"1\": must be a string compatible with semver.org spec 2.0.0")]
    [InlineData("spec.devices.0.attributes={\"/a\":{\"bool\":true}}", "spec.devices[0].attributes: Invalid value: \"\": the domain must not be empty")]
    [InlineData("spec.devices.0.capacity={\"m\":{\"value\":\"4\",\"requestPolicy\":{\"default\":\"1\"}}}", "spec.devices[0].capacity[m].requestPolicy: Forbidden: allowMultipleAllocations must be true")]
    [InlineData("spec.devices.0.allowMultipleAllocations=true;;spec.devices.0.capacity={\"m\":{\"value\":\"4\",\"requestPolicy\":{\"validValues\":[\"1\"]}}}", "spec.devices[0].capacity[m].requestPolicy.default: Required value: required when validValues is defined")]
    [InlineData("spec.devices.0.allowMultipleAllocations=true;;spec.devices.0.capacity={\"m\":{\"value\":\"4\",\"requestPolicy\":{\"default\":\"1\",\"validValues\":[\"1\",\"8\"]}}}", "spec.devices[0].capacity[m].requestPolicy.validValues[1]: Invalid value: \"8\": option is larger than capacity value: 4")]
    [InlineData("spec.devices.0.allowMultipleAllocations=true;;spec.devices.0.capacity={\"m\":{\"value\":\"4\",\"requestPolicy\":{\"default\":\"3\",\"validValues\":[\"2\",\"1\"]}}}", "spec.devices[0].capacity[m].requestPolicy.validValues[1]: Invalid value: \"1\": values must be sorted in ascending order")]
    [InlineData("spec.devices.0.allowMultipleAllocations=true;;spec.devices.0.capacity={\"m\":{\"value\":\"4\",\"requestPolicy\":{\"default\":\"3\",\"validValues\":[\"1\",\"2\"]}}}", "spec.devices[0].capacity[m].requestPolicy.validValues: Invalid value: \"3\": default value is not valid according to the requestPolicy")]
    [InlineData("spec.devices.0.allowMultipleAllocations=true;;spec.devices.0.capacity={\"m\":{\"value\":\"4\",\"requestPolicy\":{\"default\":\"1\",\"validRange\":{\"min\":\"2\"}}}}", "spec.devices[0].capacity[m].requestPolicy.validRange.min: Invalid value: \"1\": default is less than min: 2")]
    [InlineData("spec.devices.0.allowMultipleAllocations=true;;spec.devices.0.capacity={\"m\":{\"value\":\"4\",\"requestPolicy\":{\"default\":\"2\",\"validRange\":{\"min\":\"1\",\"step\":\"2\"}}}}", "spec.devices[0].capacity[m].requestPolicy.validRange.step: Invalid value: \"2\": value is not a multiple of a given step (2) from (1)")]
    [InlineData("spec.devices.0.taints.0={\"key\":\"a\"}", "spec.devices[0].taints[0].effect: Required value")]
    [InlineData("spec.devices.0.nodeName=\"n\"", "spec.devices[0]: Invalid value: null: `nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set to true in the ResourceSlice spec")]
    [InlineData("spec.nodeName=null;;spec.perDeviceNodeSelection=true", "spec.devices[0]: Required value: exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in the ResourceSlice spec")]
    [InlineData("spec.devices.0.bindingConditions=[\"a\"]", "spec.devices[0].bindingFailureConditions: Invalid value: null: bindingFailureConditions are required to use bindingConditions")]
    [InlineData("spec.devices.0.bindingConditions=[\"a\"];;spec.devices.0.bindingFailureConditions=[\"a\"]", "spec.devices[0].bindingFailureConditions[0]: Invalid value: \"a\": bindingFailureConditions must not overlap with bindingConditions")]
    [InlineData("spec.devices.0.consumesCounters.0={\"counterSet\":\"c\"}", "spec.devices[0].consumesCounters[0].counters: Required value")]
    [InlineData("metadata.finalizers=[\"nodomain\"]", "metadata.finalizers[0]: Invalid value: \"nodomain\": name is neither a standard finalizer name nor is it fully qualified")]
    public async Task ResourceSlice_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("resource.k8s.io", "v1", "resourceslices", Slice, edits));

    [Theory]
    [InlineData("spec.driver=\"other.example.com\"", "spec.driver: Invalid value: \"other.example.com\": field is immutable")]
    [InlineData("spec.pool.name=\"other\"", "spec.pool.name: Invalid value: \"other\": field is immutable")]
    [InlineData("spec.nodeName=\"other\"", "spec.nodeName: Invalid value: \"other\": field is immutable")]
    public async Task ResourceSlice_Changed_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.UpdateAsync("resource.k8s.io", "v1", "resourceslices", Slice, edits));

    [Fact]
    public async Task ResourceClaim_WithAnotherSpec_IsRefused()
    {
        var errors = await RuleTable.UpdateAsync("resource.k8s.io", "v1", "resourceclaims", Claim, "spec.devices.requests.0.name=\"x\"");
        Assert.Contains(errors, error => error.StartsWith("spec: Invalid value: {\"Devices\":", StringComparison.Ordinal) && error.EndsWith(": field is immutable", StringComparison.Ordinal));
    }
}
