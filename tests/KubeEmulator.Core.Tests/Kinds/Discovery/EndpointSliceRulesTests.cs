namespace KubeEmulator.Core.Tests.Kinds;

/// <summary>Each row breaks one rule; texts are those that clients of the genuine server see.</summary>
public sealed class EndpointSliceRulesTests
{
    private const string Slice = """{"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice","metadata":{"name":"s"},"addressType":"IPv4","endpoints":[{"addresses":["1.2.3.4"]}],"ports":[{"name":"a","port":80}]}""";

    [Theory]
    [InlineData("addressType=\"\"", "addressType: Required value")]
    [InlineData("addressType=\"IPv5\"", "addressType: Unsupported value: \"IPv5\": supported values: \"FQDN\", \"IPv4\", \"IPv6\"")]
    [InlineData("endpoints.0.addresses=[]", "endpoints[0].addresses: Required value: must contain at least 1 address")]
    [InlineData("endpoints.0.addresses=[\"::2\"]", "endpoints[0].addresses: Invalid value: \"::2\": must be an IPv4 address")]
    [InlineData("addressType=\"IPv6\"", "endpoints[0].addresses: Invalid value: \"1.2.3.4\": must be an IPv6 address")]
    [InlineData("addressType=\"IPv6\";;endpoints.0.addresses=[\"2001:DB8::1\"]", "endpoints[0].addresses[0]: Invalid value: \"2001:DB8::1\": must be in canonical form (\"2001:db8::1\")")]
    [InlineData("endpoints.0.addresses=[\"nope\"]", "endpoints[0].addresses[0]: Invalid value: \"nope\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("endpoints.0.addresses=[\"127.0.0.1\"]", "endpoints[0].addresses[0]: Invalid value: \"127.0.0.1\": may not be in the loopback range (127.0.0.0/8, ::1/128)")]
    [InlineData("addressType=\"FQDN\";;endpoints.0.addresses=[\"x\"]", "endpoints[0].addresses[0]: Invalid value: \"x\": should be a domain with at least two segments separated by dots")]
    [InlineData("endpoints.0.nodeName=\"Bad_\"", "endpoints[0].nodeName: Invalid value: \"Bad_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("endpoints.0.hostname=\"Bad_\"", "endpoints[0].hostname: Invalid value: \"Bad_\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData("endpoints.0.hints={\"forZones\":[{\"name\":\"a\"},{\"name\":\"a\"}]}", "endpoints[0].hints.forZones[1].name: Duplicate value: \"a\"")]
    [InlineData("endpoints.0.hints={\"forZones\":[{\"name\":\"!\"}]}", "endpoints[0].hints.forZones[0].name: Invalid value: \"!\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')")]
    [InlineData("endpoints.0.hints={\"forNodes\":[{\"name\":\"a\"},{\"name\":\"a\"}]}", "endpoints[0].hints.forNodes[1].name: Duplicate value: \"a\"")]
    [InlineData("endpoints.0.hints={\"forZones\":[{\"name\":\"1\"},{\"name\":\"2\"},{\"name\":\"3\"},{\"name\":\"4\"},{\"name\":\"5\"},{\"name\":\"6\"},{\"name\":\"7\"},{\"name\":\"8\"},{\"name\":\"9\"}]}", "endpoints[0].hints.forZones: Too many: 9: must have at most 8 items")]
    [InlineData("ports.0.name=\"BAD!\"", "ports[0].name: Invalid value: \"BAD!\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData("ports=[{\"name\":\"a\"},{\"name\":\"a\"}]", "ports[1].name: Duplicate value: \"a\"")]
    [InlineData("ports.0.protocol=\"ICMP\"", "ports[0].protocol: Unsupported value: \"ICMP\": supported values: \"SCTP\", \"TCP\", \"UDP\"")]
    [InlineData("ports.0.appProtocol=\"!\"", "ports[0].appProtocol: Invalid value: \"!\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    [InlineData("metadata.finalizers=[\"nodomain\"]", "metadata.finalizers[0]: Invalid value: \"nodomain\": name is neither a standard finalizer name nor is it fully qualified")]
    public async Task Slice_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("discovery.k8s.io", "v1", "endpointslices", Slice, edits));

    [Theory]
    [InlineData("addressType=\"IPv6\"", "addressType: Invalid value: \"IPv6\": field is immutable")]
    public async Task Slice_Changed_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("discovery.k8s.io", "v1", "endpointslices", Slice, edits));

    [Theory]
    [InlineData("addressType=\"FQDN\";;endpoints.0.addresses=[\"a.example.com\"]", "spec.addressType: FQDN endpoints are deprecated")]
    public async Task Slice_OfDomainsOrOddAddresses_IsWarned(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.WarningsAsync("discovery.k8s.io", "v1", "endpointslices", Slice, edits));

    [Theory]
    [InlineData("endpoints", 1001, "{\"addresses\":[\"1.2.3.4\"]}", "endpoints: Too many: 1001: must have at most 1000 items")]
    [InlineData("ports", 20001, "{\"port\":80}", "ports: Too many: 20001: must have at most 20000 items")]
    [InlineData("endpoints.0.addresses", 101, "\"1.2.3.4\"", "endpoints[0].addresses: Too many: 101: must have at most 100 items")]
    public async Task Slice_WithTooManyOfSomething_TellsWhy(string member, int count, string item, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("discovery.k8s.io", "v1", "endpointslices", Slice, $"{member}=[{string.Join(',', Enumerable.Repeat(item, count))}]"));
}
