namespace KubeEmulator.Core.Tests.Kinds;

/// <summary>Each row breaks one rule; texts are those that clients of the genuine server see.</summary>
public sealed class NetworkingRulesTests
{
    private const string Policy = """{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"p"},"spec":{"podSelector":{},"ingress":[{"ports":[{"port":80}],"from":[{"ipBlock":{"cidr":"10.0.0.0/8","except":["10.1.0.0/16"]}}]}]}}""";
    private const string Address = """{"apiVersion":"networking.k8s.io/v1","kind":"IPAddress","metadata":{"name":"10.0.0.1"},"spec":{"parentRef":{"resource":"services","namespace":"d","name":"x"}}}""";
    private const string Range = """{"apiVersion":"networking.k8s.io/v1","kind":"ServiceCIDR","metadata":{"name":"r"},"spec":{"cidrs":["10.0.0.0/24"]}}""";

    [Theory]
    [InlineData("spec.podSelector={\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Is\"}]}", "spec.podSelector.matchExpressions[0].operator: Invalid value: \"Is\": not a valid selector operator")]
    [InlineData("spec.ingress.0.ports.0.protocol=\"ICMP\"", "spec.ingress[0].ports[0].protocol: Unsupported value: \"ICMP\": supported values: \"TCP\", \"UDP\", \"SCTP\"")]
    [InlineData("spec.ingress.0.ports.0.port=70000", "spec.ingress[0].ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive")]
    [InlineData("spec.ingress.0.ports.0.port=\"1\"", "spec.ingress[0].ports[0].port: Invalid value: \"1\": must contain at least one letter (a-z)")]
    [InlineData("spec.ingress.0.ports.0.endPort=70", "spec.ingress[0].ports[0].endPort: Invalid value: 80: must be greater than or equal to `port`")]
    [InlineData("spec.ingress.0.ports.0={\"port\":\"http\",\"endPort\":70}", "spec.ingress[0].ports[0].endPort: Invalid value: 70: may not be specified when `port` is non-numeric")]
    [InlineData("spec.ingress.0.ports.0={\"endPort\":70}", "spec.ingress[0].ports[0].endPort: Invalid value: 70: may not be specified when `port` is not specified")]
    [InlineData("spec.egress=[{\"to\":[{}]}]", "spec.egress[0].to[0]: Required value: must specify a peer")]
    [InlineData("spec.ingress.0.from.0.podSelector={}", "spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer")]
    [InlineData("spec.ingress.0.from.0.ipBlock.cidr=\"\"", "spec.ingress[0].from[0].ipBlock.cidr: Required value")]
    [InlineData("spec.ingress.0.from.0.ipBlock.cidr=\"nope\"", "spec.ingress[0].from[0].ipBlock.cidr: Invalid value: \"nope\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")]
    [InlineData("spec.ingress.0.from.0.ipBlock.except=[\"11.0.0.0/16\"]", "spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: \"11.0.0.0/16\": must be a strict subset of `cidr`")]
    [InlineData("spec.ingress.0.from.0.ipBlock.except=[\"10.0.0.0/8\"]", "spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: \"10.0.0.0/8\": must be a strict subset of `cidr`")]
    [InlineData("spec.policyTypes=[\"Sideways\"]", "spec.policyTypes[0]: Unsupported value: \"Sideways\": supported values: \"Ingress\", \"Egress\"")]
    [InlineData("spec.policyTypes=[\"Ingress\",\"Egress\",\"Ingress\"]", "spec.policyTypes: Invalid value: [\"Ingress\",\"Egress\",\"Ingress\"]: may not specify more than two policyTypes")]
    public async Task NetworkPolicy_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("networking.k8s.io", "v1", "networkpolicies", Policy, edits));

    [Theory]
    [InlineData("spec.ingress.0.from.0.ipBlock={\"cidr\":\"2001:DB8::/64\"}", "spec.ingress[0].from[0].ipBlock.cidr: IPv6 CIDR value \"2001:DB8::/64\" should be in RFC 5952 canonical format (\"2001:db8::/64\")")]
    public async Task NetworkPolicy_WithOddNetworks_IsWarned(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.WarningsAsync("networking.k8s.io", "v1", "networkpolicies", Policy, edits));

    [Theory]
    [InlineData("metadata.name=\"nope\"", "metadata.name: Invalid value: \"nope\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("metadata.name=\"2001:DB8::1\"", "metadata.name: Invalid value: \"2001:DB8::1\": must be in canonical form (\"2001:db8::1\")")]
    [InlineData("spec.parentRef=null", "spec.parentRef: Required value")]
    [InlineData("spec.parentRef.resource=\"\"", "spec.parentRef.resource: Required value")]
    [InlineData("spec.parentRef.name=\"a/b\"", "spec.parentRef.name: Invalid value: \"a/b\": may not contain '/'")]
    [InlineData("spec.parentRef.group=\"Bad_\"", "spec.parentRef.group: Invalid value: \"Bad_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("spec.parentRef.namespace=\"a/b\"", "spec.parentRef.namespace: Invalid value: \"a/b\": may not contain '/'")]
    public async Task IPAddress_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("networking.k8s.io", "v1", "ipaddresses", Address, edits));

    [Theory]
    [InlineData("spec.parentRef.name=\"y\"", "spec.parentRef: Invalid value: {\"Group\":\"\",\"Resource\":\"services\",\"Namespace\":\"d\",\"Name\":\"y\"}: field is immutable")]
    public async Task IPAddress_Changed_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("networking.k8s.io", "v1", "ipaddresses", Address, edits));

    [Theory]
    [InlineData("spec.cidrs=[]", "spec.cidrs: Required value: at least one CIDR required")]
    [InlineData("spec.cidrs=[\"10.0.0.0/24\",\"fd00::/64\",\"fd01::/64\"]", "spec.cidrs: Invalid value: {\"CIDRs\":[\"10.0.0.0/24\",\"fd00::/64\",\"fd01::/64\"]}: may only hold up to 2 values")]
    [InlineData("spec.cidrs=[\"nope\"]", "spec.cidrs[0]: Invalid value: \"nope\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")]
    [InlineData("spec.cidrs=[\"10.0.0.0/24\",\"10.0.1.0/24\"]", "spec.cidrs: Invalid value: [\"10.0.0.0/24\",\"10.0.1.0/24\"]: may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64")]
    public async Task ServiceCIDR_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("networking.k8s.io", "v1", "servicecidrs", Range, edits));

    [Theory]
    [InlineData("spec.cidrs=[\"10.0.1.0/24\"]", "spec.cidrs[0]: Invalid value: \"10.0.1.0/24\": field is immutable")]
    [InlineData("spec.cidrs=[\"10.0.0.0/24\",\"10.0.1.0/24\"]", "spec.cidrs: Invalid value: [\"10.0.0.0/24\",\"10.0.1.0/24\"]: may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64")]
    public async Task ServiceCIDR_Changed_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("networking.k8s.io", "v1", "servicecidrs", Range, edits));
}
