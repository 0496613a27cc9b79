namespace KubeEmulator.Core.Tests.Kinds.ApiRegistration;

public class ApiServiceRulesTests
{
    private const string Service =
        "{\"apiVersion\":\"apiregistration.k8s.io/v1\",\"kind\":\"APIService\",\"metadata\":{\"name\":\"v1.example.com\"},\"spec\":{\"group\":\"example.com\",\"version\":\"v1\",\"groupPriorityMinimum\":100,\"versionPriority\":10,\"service\":{\"name\":\"s\",\"namespace\":\"n\"}}}";

    [Theory]
    [InlineData("metadata.name=\"x\"", "metadata.name: Invalid value: \"x\": must be `spec.version+\".\"+spec.group`: \"v1.example.com\"")]
    [InlineData("spec.groupPriorityMinimum=0", "spec.groupPriorityMinimum: Invalid value: 0: must be positive and less than 20000")]
    [InlineData("spec.versionPriority=1001", "spec.versionPriority: Invalid value: 1001: must be positive and less than 1000")]
    [InlineData("spec.service.name=\"\"", "spec.service.name: Required value")]
    [InlineData("spec.service.namespace=\"\"", "spec.service.namespace: Required value")]
    [InlineData("spec.service.port=0", "spec.service.port: Invalid value: 0: port is not valid: must be between 1 and 65535, inclusive")]
    [InlineData("spec.insecureSkipTLSVerify=true;;spec.caBundle=\"YQ==\"", "spec.insecureSkipTLSVerify: Invalid value: true: may not be true if caBundle is present")]
    [InlineData("spec.service=null;;spec.caBundle=\"YQ==\"", "spec.caBundle: Invalid value: \"1 bytes\": local APIServices may not have a caBundle")]
    [InlineData("spec.service=null;;spec.insecureSkipTLSVerify=true", "spec.insecureSkipTLSVerify: Invalid value: true: local APIServices may not have insecureSkipTLSVerify")]
    public async Task ApiService_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("apiregistration.k8s.io", "v1", "apiservices", Service, edits));

    [Theory]
    [InlineData("status.conditions=[{\"type\":\"A\",\"status\":\"Maybe\"}]", "status.conditions[0].status: Unsupported value: \"Maybe\": supported values: \"True\", \"False\", \"Unknown\"")]
    public async Task ApiService_StatusBroken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.UpdateAsync("apiregistration.k8s.io", "v1", "apiservices", Service, edits, "status"));
}
