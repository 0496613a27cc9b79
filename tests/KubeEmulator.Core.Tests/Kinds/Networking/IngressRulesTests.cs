namespace KubeEmulator.Core.Tests.Kinds;

/// <summary>Each row breaks one rule; texts are those that clients of the genuine server see.</summary>
public sealed class IngressRulesTests
{
    private const string Ingress = """{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"i"},"spec":{"rules":[{"host":"a.example.com","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"s","port":{"number":80}}}}]}}]}}""";
    private const string Class = """{"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"i"},"spec":{"controller":"example.com/c","parameters":{"kind":"K","name":"n"}}}""";

    [Theory]
    [InlineData("spec={}", "spec: Invalid value: null: either `defaultBackend` or `rules` must be specified")]
    [InlineData("spec.rules.0.host=\"1.2.3.4\"", "spec.rules[0].host: Invalid value: \"1.2.3.4\": must be a DNS name, not an IP address")]
    [InlineData("spec.rules.0.host=\"Bad_Host\"", "spec.rules[0].host: Invalid value: \"Bad_Host\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("spec.rules.0.host=\"*.*.com\"", "spec.rules[0].host: Invalid value: \"*.*.com\": a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("spec.rules.0.http.paths=[]", "spec.rules[0].http.paths: Required value")]
    [InlineData("spec.rules.0.http.paths.0.pathType=null", "spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified")]
    [InlineData("spec.rules.0.http.paths.0.pathType=\"Regex\"", "spec.rules[0].http.paths[0].pathType: Unsupported value: \"Regex\": supported values: \"Exact\", \"ImplementationSpecific\", \"Prefix\"")]
    [InlineData("spec.rules.0.http.paths.0.path=\"x\"", "spec.rules[0].http.paths[0].path: Invalid value: \"x\": must be an absolute path")]
    [InlineData("spec.rules.0.http.paths.0.path=\"x\";;spec.rules.0.http.paths.0.pathType=\"ImplementationSpecific\"", "spec.rules[0].http.paths[0].path: Invalid value: \"x\": must be an absolute path")]
    [InlineData("spec.rules.0.http.paths.0.path=\"/a//b\"", "spec.rules[0].http.paths[0].path: Invalid value: \"/a//b\": must not contain '//'")]
    [InlineData("spec.rules.0.http.paths.0.path=\"/a/./b\"", "spec.rules[0].http.paths[0].path: Invalid value: \"/a/./b\": must not contain '/./'")]
    [InlineData("spec.rules.0.http.paths.0.path=\"/a%2fb\"", "spec.rules[0].http.paths[0].path: Invalid value: \"/a%2fb\": must not contain '%2f'")]
    [InlineData("spec.rules.0.http.paths.0.path=\"/a/..\"", "spec.rules[0].http.paths[0].path: Invalid value: \"/a/..\": cannot end with '/..'")]
    [InlineData("spec.rules.0.http.paths.0.path=\"/a/.\"", "spec.rules[0].http.paths[0].path: Invalid value: \"/a/.\": cannot end with '/.'")]
    [InlineData("spec.rules.0.http.paths.0.backend={}", "spec.rules[0].http.paths[0].backend: Invalid value: \"\": resource or service backend is required")]
    [InlineData("spec.defaultBackend={}", "spec.defaultBackend: Invalid value: \"\": resource or service backend is required")]
    [InlineData("spec.rules.0.http.paths.0.backend.resource={\"kind\":\"K\",\"name\":\"n\"}", "spec.rules[0].http.paths[0].backend: Invalid value: \"\": cannot set both resource and service backends")]
    [InlineData("spec.rules.0.http.paths.0.backend={\"resource\":{\"kind\":\"\",\"name\":\"n\"}}", "spec.rules[0].http.paths[0].backend.resource.kind: Required value")]
    [InlineData("spec.rules.0.http.paths.0.backend={\"resource\":{\"kind\":\"K\",\"name\":\"a/b\"}}", "spec.rules[0].http.paths[0].backend.resource.name: Invalid value: \"a/b\": may not contain '/'")]
    [InlineData("spec.rules.0.http.paths.0.backend={\"resource\":{\"apiGroup\":\"Bad_\",\"kind\":\"K\",\"name\":\"n\"}}", "spec.rules[0].http.paths[0].backend.resource.apiGroup: Invalid value: \"Bad_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("spec.rules.0.http.paths.0.backend.service.name=\"\"", "spec.rules[0].http.paths[0].backend.service.name: Required value")]
    [InlineData("spec.rules.0.http.paths.0.backend.service.name=\"Bad_\"", "spec.rules[0].http.paths[0].backend.service.name: Invalid value: \"Bad_\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData("spec.rules.0.http.paths.0.backend.service.port.name=\"a\"", "spec.rules[0].http.paths[0].backend: Invalid value: \"\": cannot set both port name & port number")]
    [InlineData("spec.rules.0.http.paths.0.backend.service.port={}", "spec.rules[0].http.paths[0].backend: Required value: port name or number is required")]
    [InlineData("spec.rules.0.http.paths.0.backend.service.port={\"number\":70000}", "spec.rules[0].http.paths[0].backend.service.port.number: Invalid value: 70000: must be between 1 and 65535, inclusive")]
    [InlineData("spec.rules.0.http.paths.0.backend.service.port={\"name\":\"1\"}", "spec.rules[0].http.paths[0].backend.service.port.name: Invalid value: \"1\": must contain at least one letter (a-z)")]
    [InlineData("spec.ingressClassName=\"Bad_Class\"", "spec.ingressClassName: Invalid value: \"Bad_Class\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("spec.ingressClassName=\"a\";;metadata.annotations={\"kubernetes.io/ingress.class\":\"x\"}", "annotations.kubernetes.io/ingress.class: Invalid value: \"x\": must match `ingressClassName` when both are specified")]
    [InlineData("spec.tls=[{\"hosts\":[\"Bad_\"]}]", "spec.tls[0].hosts[0]: Invalid value: \"Bad_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("spec.tls=[{\"secretName\":\"Bad_\"}]", "spec.tls[0].secretName: Invalid value: \"Bad_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    public async Task Ingress_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("networking.k8s.io", "v1", "ingresses", Ingress, edits));

    [Theory]
    [InlineData("status.loadBalancer={\"ingress\":[{\"ip\":\"nope\"}]}", "status.loadBalancer.ingress[0].ip: Invalid value: \"nope\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("status.loadBalancer={\"ingress\":[{\"hostname\":\"Bad_\"}]}", "status.loadBalancer.ingress[0].hostname: Invalid value: \"Bad_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    public async Task Ingress_StatusThatMakesNoSense_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("networking.k8s.io", "v1", "ingresses", Ingress, edits, "status"));

    [Theory]
    [InlineData("metadata.annotations={\"kubernetes.io/ingress.class\":\"x\"}", "annotation \"kubernetes.io/ingress.class\" is deprecated, please use 'spec.ingressClassName' instead")]
    public async Task Ingress_WithTheOldAnnotation_IsWarned(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.WarningsAsync("networking.k8s.io", "v1", "ingresses", Ingress, edits));

    [Theory]
    [InlineData("spec.controller=\"nodomain\"", "spec.controller: Invalid value: \"nodomain\": must be a domain-prefixed path (such as \"acme.io/foo\")")]
    [InlineData("spec.controller=\"example.com/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"", "spec.controller: Too long: may not be more than 250 bytes")]
    [InlineData("spec.parameters.scope=\"Namespace\"", "spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'")]
    [InlineData("spec.parameters.namespace=\"n\"", "spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'")]
    [InlineData("spec.parameters.scope=\"Some\"", "spec.parameters.scope: Unsupported value: \"Some\": supported values: \"Cluster\", \"Namespace\"")]
    [InlineData("spec.parameters.kind=\"\"", "spec.parameters.kind: Required value")]
    [InlineData("spec.parameters.name=\"\"", "spec.parameters.name: Required value")]
    public async Task IngressClass_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("networking.k8s.io", "v1", "ingressclasses", Class, edits));

    [Theory]
    [InlineData("spec.controller=\"example.com/d\"", "spec.controller: Invalid value: \"example.com/d\": field is immutable")]
    public async Task IngressClass_Changed_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("networking.k8s.io", "v1", "ingressclasses", Class, edits));
}
