namespace KubeEmulator.Core.Tests.Kinds;

/// <summary>Each row breaks one rule; texts are those that clients of the genuine server see.</summary>
public sealed class CoreRulesTests
{
    private const string Namespace = """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"n"}}""";
    private const string Endpoints = """{"apiVersion":"v1","kind":"Endpoints","metadata":{"name":"e"},"subsets":[{"addresses":[{"ip":"1.2.3.4"}],"ports":[{"port":80}]}]}""";
    private const string Account = """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"a"}}""";

    [Theory]
    [InlineData("spec.finalizers=[\"nodomain\"]", "spec.finalizers: Invalid value: \"nodomain\": name is neither a standard finalizer name nor is it fully qualified")]
    [InlineData("metadata.name=\"a.b\"", "metadata.name: Invalid value: \"a.b\": must not contain dots")]
    [InlineData("metadata.finalizers=[\"nodomain\"]", "metadata.finalizers[0]: Invalid value: \"nodomain\": name is neither a standard finalizer name nor is it fully qualified")]
    public async Task Namespace_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("", "v1", "namespaces", Namespace, edits));

    [Theory]
    [InlineData("status.phase=\"Terminating\"", "status.Phase: Invalid value: \"Terminating\": may only be 'Active' if `deletionTimestamp` is empty")]
    public async Task Namespace_StatusThatMakesNoSense_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("", "v1", "namespaces", Namespace, edits, "status"));

    [Theory]
    [InlineData("spec.finalizers=[\"nodomain\"]", "spec.finalizers[0]: Invalid value: \"nodomain\": name is neither a standard finalizer name nor is it fully qualified")]
    public async Task Namespace_FinalizedWithAnUnknownName_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("", "v1", "namespaces", Namespace, edits, "finalize"));

    [Theory]
    [InlineData("subsets.0.addresses=[]", "subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`")]
    [InlineData("subsets.0.addresses.0.ip=\"nope\"", "subsets[0].addresses[0].ip: Invalid value: \"nope\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("subsets.0.addresses.0.ip=\"127.0.0.1\"", "subsets[0].addresses[0].ip: Invalid value: \"127.0.0.1\": may not be in the loopback range (127.0.0.0/8, ::1/128)")]
    [InlineData("subsets.0.addresses.0.ip=\"0.0.0.0\"", "subsets[0].addresses[0].ip: Invalid value: \"0.0.0.0\": may not be unspecified (0.0.0.0)")]
    [InlineData("subsets.0.addresses.0.ip=\"169.254.1.1\"", "subsets[0].addresses[0].ip: Invalid value: \"169.254.1.1\": may not be in the link-local range (169.254.0.0/16, fe80::/10)")]
    [InlineData("subsets.0.addresses.0.ip=\"fe80::1\"", "subsets[0].addresses[0].ip: Invalid value: \"fe80::1\": may not be in the link-local range (169.254.0.0/16, fe80::/10)")]
    [InlineData("subsets.0.addresses.0.ip=\"ff02::1\"", "subsets[0].addresses[0].ip: Invalid value: \"ff02::1\": may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)")]
    [InlineData("subsets.0.addresses.0.hostname=\"Bad_\"", "subsets[0].addresses[0].hostname: Invalid value: \"Bad_\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData("subsets.0.addresses.0.nodeName=\"Bad_\"", "subsets[0].addresses[0].nodeName: Invalid value: \"Bad_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("subsets.0.ports=[{\"port\":80},{\"port\":81}]", "subsets[0].ports[0].name: Required value")]
    [InlineData("subsets.0.ports.0.port=0", "subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive")]
    [InlineData("subsets.0.ports.0.protocol=\"ICMP\"", "subsets[0].ports[0].protocol: Unsupported value: \"ICMP\": supported values: \"SCTP\", \"TCP\", \"UDP\"")]
    [InlineData("subsets.0.ports.0.appProtocol=\"!\"", "subsets[0].ports[0].appProtocol: Invalid value: \"!\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    public async Task Endpoints_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("", "v1", "endpoints", Endpoints, edits));

    [Theory]
    [InlineData("subsets.0.addresses.0.ip=\"2001:DB8::1\"", "subsets[0].addresses[0].ip: IPv6 address \"2001:DB8::1\" should be in RFC 5952 canonical format (\"2001:db8::1\")")]
    public async Task Endpoints_WithAnOddAddress_AreWarned(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.WarningsAsync("", "v1", "endpoints", Endpoints, edits));

    [Theory]
    [InlineData("metadata.annotations={\"kubernetes.io/enforce-mountable-secrets\":\"true\"}", "metadata.annotations[kubernetes.io/enforce-mountable-secrets]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets")]
    public async Task ServiceAccount_Annotated_IsWarned(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.WarningsAsync("", "v1", "serviceaccounts", Account, edits));
}
