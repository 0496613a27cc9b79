namespace KubeEmulator.Core.Tests.Kinds;

/// <summary>Each row breaks one rule; texts are those that clients of the genuine server see.</summary>
public sealed class ServiceRulesTests
{
    private const string Service = """{"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{"selector":{"a":"b"},"ports":[{"port":80}],"clusterIP":"10.96.0.9"}}""";
    private const string Balanced = """{"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{"type":"LoadBalancer","externalTrafficPolicy":"Local","healthCheckNodePort":30100,"loadBalancerClass":"example.com/lb","ports":[{"port":80,"nodePort":30200}]}}""";

    [Theory]
    [InlineData("metadata.name=\"Bad_Name!\"", "metadata.name: Invalid value: \"Bad_Name!\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData("metadata.name=\"1.bad\"", "metadata.name: Invalid value: \"1.bad\": must not contain dots")]
    [InlineData("metadata.finalizers=[\"nodomain\"]", "metadata.finalizers[0]: Invalid value: \"nodomain\": name is neither a standard finalizer name nor is it fully qualified")]
    [InlineData("metadata.annotations={\"service.kubernetes.io/topology-mode\":\"a\",\"service.kubernetes.io/topology-aware-hints\":\"b\"}", "metadata.annotations[service.kubernetes.io/topology-mode]: Invalid value: \"a\": must match annotations[service.kubernetes.io/topology-aware-hints] when both are specified")]
    [InlineData("spec.ports=[]", "spec.ports: Required value")]
    [InlineData("spec.ports=[{\"port\":80},{\"port\":81}]", "spec.ports[0].name: Required value")]
    [InlineData("spec.ports=[{\"port\":80,\"name\":\"a\"},{\"port\":81,\"name\":\"a\"}]", "spec.ports[1].name: Duplicate value: \"a\"")]
    [InlineData("spec.ports.0.name=\"A\"", "spec.ports[0].name: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData("spec.ports.0.port=0", "spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive")]
    [InlineData("spec.ports.0.protocol=\"ICMP\"", "spec.ports[0].protocol: Unsupported value: \"ICMP\": supported values: \"SCTP\", \"TCP\", \"UDP\"")]
    [InlineData("spec.ports.0.targetPort=70000", "spec.ports[0].targetPort: Invalid value: 70000: must be between 1 and 65535, inclusive")]
    [InlineData("spec.ports.0.targetPort=\"80\"", "spec.ports[0].targetPort: Invalid value: \"80\": must contain at least one letter (a-z)")]
    [InlineData("spec.ports.0.appProtocol=\"!\"", "spec.ports[0].appProtocol: Invalid value: \"!\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    [InlineData("spec.ports=[{\"port\":80,\"name\":\"a\"},{\"port\":80,\"name\":\"b\"}]", "spec.ports[1]: Duplicate value: {\"Name\":\"\",\"Protocol\":\"TCP\",\"AppProtocol\":null,\"Port\":80,\"TargetPort\":0,\"NodePort\":0}")]
    [InlineData("spec.ports.0.nodePort=30001", "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'")]
    [InlineData("spec.type=\"NodePort\";;spec.ports=[{\"port\":80,\"name\":\"a\",\"nodePort\":30001},{\"port\":81,\"name\":\"b\",\"nodePort\":30001}]", "spec.ports[1].nodePort: Invalid value: 30001: provided port is already allocated")]
    [InlineData("spec.type=\"NodePort\";;spec.ports=[{\"port\":80,\"name\":\"a\",\"nodePort\":30001},{\"port\":80,\"name\":\"b\",\"nodePort\":30001}]", "spec.ports[1].nodePort: Duplicate value: 30001")]
    [InlineData("spec.type=\"NodePort\";;spec.ports.0.nodePort=80", "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767")]
    [InlineData("spec.type=\"NodePort\";;spec.clusterIP=\"None\"", "spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for NodePort services")]
    [InlineData("spec.type=\"LoadBalancer\";;spec.clusterIP=\"None\"", "spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for LoadBalancer services")]
    [InlineData("spec.type=\"Pony\"", "spec.type: Unsupported value: \"Pony\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\"")]
    [InlineData("spec.type=\"ExternalName\";;spec.clusterIP=null", "spec.externalName: Required value")]
    [InlineData("spec.type=\"ExternalName\";;spec.externalName=\"Bad_\";;spec.clusterIP=null", "spec.externalName: Invalid value: \"Bad_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("spec.type=\"ExternalName\";;spec.externalName=\"x\"", "spec.clusterIPs: Forbidden: may not be set for ExternalName services")]
    [InlineData("spec.type=\"ExternalName\";;spec.externalName=\"x\";;spec.ipFamilies=[\"IPv4\"]", "spec.ipFamilies: Forbidden: may not be set for ExternalName services")]
    [InlineData("spec.type=\"ExternalName\";;spec.externalName=\"x\";;spec.ipFamilyPolicy=\"SingleStack\"", "spec.ipFamilyPolicy: Forbidden: may not be set for ExternalName services")]
    [InlineData("spec.selector={\"a b\":\"c\"}", "spec.selector: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    [InlineData("spec.sessionAffinity=\"Sticky\"", "spec.sessionAffinity: Unsupported value: \"Sticky\": supported values: \"ClientIP\", \"None\"")]
    [InlineData("spec.sessionAffinity=\"ClientIP\";;spec.sessionAffinityConfig={\"clientIP\":{\"timeoutSeconds\":86401}}", "spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400")]
    [InlineData("spec.externalIPs=[\"nope\"]", "spec.externalIPs[0]: Invalid value: \"nope\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("spec.externalIPs=[\"127.0.0.1\"]", "spec.externalIPs[0]: Invalid value: \"127.0.0.1\": may not be in the loopback range (127.0.0.0/8, ::1/128)")]
    [InlineData("spec.loadBalancerSourceRanges=[\"10.0.0.0/8\"]", "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'")]
    [InlineData("spec.type=\"LoadBalancer\";;spec.loadBalancerSourceRanges=[\"nope\"]", "spec.LoadBalancerSourceRanges[0]: Invalid value: \"nope\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")]
    [InlineData("metadata.annotations={\"service.beta.kubernetes.io/load-balancer-source-ranges\":\"nope\"};;spec.type=\"LoadBalancer\"", "metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]: Invalid value: \"nope\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")]
    [InlineData("spec.allocateLoadBalancerNodePorts=true", "spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'")]
    [InlineData("spec.loadBalancerClass=\"a/b\"", "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'")]
    [InlineData("spec.type=\"LoadBalancer\";;spec.loadBalancerClass=\"!\"", "spec.loadBalancerClass: Invalid value: \"!\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    [InlineData("spec.externalTrafficPolicy=\"Local\"", "spec.externalTrafficPolicy: Invalid value: \"Local\": may only be set for externally-accessible services")]
    [InlineData("spec.type=\"NodePort\";;spec.externalTrafficPolicy=\"Some\"", "spec.externalTrafficPolicy: Unsupported value: \"Some\": supported values: \"Cluster\", \"Local\"")]
    [InlineData("spec.healthCheckNodePort=30001", "spec.healthCheckNodePort: Invalid value: 30001: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'")]
    [InlineData("spec.internalTrafficPolicy=\"Some\"", "spec.internalTrafficPolicy: Unsupported value: \"Some\": supported values: \"Cluster\", \"Local\"")]
    [InlineData("spec.trafficDistribution=\"Nope\"", "spec.trafficDistribution: Unsupported value: \"Nope\": supported values: \"PreferClose\", \"PreferSameZone\", \"PreferSameNode\"")]
    [InlineData("spec.clusterIPs=[\"10.96.0.8\"]", "spec.clusterIPs: Invalid value: [\"10.96.0.8\"]: first value must match `clusterIP`")]
    [InlineData("spec.clusterIP=null;;spec.clusterIPs=[\"10.96.0.8\"]", "spec.clusterIPs: Invalid value: [\"10.96.0.8\"]: must be empty when `clusterIP` is not specified")]
    [InlineData("spec.clusterIP=\"None\";;spec.clusterIPs=[\"None\",\"10.96.0.8\"]", "spec.clusterIPs: Invalid value: [\"None\",\"10.96.0.8\"]: 'None' must be the first and only value")]
    [InlineData("spec.clusterIPs=[\"10.96.0.9\",\"10.96.0.10\",\"fd00::1\"]", "spec.clusterIPs: Invalid value: [\"10.96.0.9\",\"10.96.0.10\",\"fd00::1\"]: may only hold up to 2 values")]
    [InlineData("spec.clusterIPs=[\"10.96.0.9\",\"10.96.0.10\"]", "spec.clusterIPs: Invalid value: [\"10.96.0.9\",\"10.96.0.10\"]: may specify no more than one IP for each IP family")]
    [InlineData("spec.clusterIP=\"nope\"", "spec.clusterIPs[0]: Invalid value: \"nope\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("spec.ipFamilies=[\"IPv6\"]", "spec.clusterIPs[0]: Invalid value: \"10.96.0.9\": expected an IPv6 value as indicated by `ipFamilies[0]`")]
    [InlineData("spec.ipFamilies=[\"IPv5\"]", "spec.ipFamilies[0]: Unsupported value: \"IPv5\": supported values: \"IPv4\", \"IPv6\"")]
    [InlineData("spec.ipFamilies=[\"IPv4\",\"IPv4\"]", "spec.ipFamilies[1]: Duplicate value: \"IPv4\"")]
    [InlineData("spec.ipFamilyPolicy=\"Triple\"", "spec.ipFamilyPolicy: Unsupported value: \"Triple\": supported values: \"PreferDualStack\", \"RequireDualStack\", \"SingleStack\"")]
    [InlineData("spec.ipFamilyPolicy=\"RequireDualStack\"", "spec.ipFamilyPolicy: Invalid value: \"RequireDualStack\": this cluster is not configured for dual-stack services")]
    [InlineData("spec.clusterIP=null;;spec.ipFamilies=[\"IPv6\"]", "spec.ipFamilies[0]: Invalid value: \"IPv6\": not configured on this cluster")]
    [InlineData("spec.clusterIP=\"fd00::1\"", "spec.clusterIPs[0]: Invalid value: [\"fd00::1\"]: IPv6 is not configured on this cluster")]
    [InlineData("spec.clusterIP=\"192.168.0.1\"", "spec.clusterIPs: Invalid value: [\"192.168.0.1\"]: failed to allocate IP 192.168.0.1: the provided network does not match the current range")]
    [InlineData("spec.clusterIP=\"10.96.0.0\"", "spec.clusterIPs: Invalid value: [\"10.96.0.0\"]: failed to allocate IP 10.96.0.0: the provided IP (10.96.0.0) is not in the valid range. The range of valid IPs is 10.96.0.0/16")]
    public async Task Service_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("", "v1", "services", Service, edits));

    [Theory]
    [InlineData("spec.clusterIP=\"10.96.0.77\"", "spec.clusterIPs[0]: Invalid value: [\"10.96.0.77\"]: may not change once set")]
    [InlineData("spec.clusterIPs=[\"10.96.0.77\"]", "spec.clusterIPs: Invalid value: [\"10.96.0.77\"]: first value must match `clusterIP`")]
    [InlineData("spec.ipFamilies=[\"IPv6\"]", "spec.clusterIPs[0]: Invalid value: \"10.96.0.9\": expected an IPv6 value as indicated by `ipFamilies[0]`")]
    public async Task Service_Changed_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("", "v1", "services", Service, edits));

    [Theory]
    [InlineData("spec.loadBalancerClass=\"example.com/other\"", "spec.loadBalancerClass: Invalid value: \"example.com/other\": may not change once set")]
    [InlineData("spec.healthCheckNodePort=30101", "spec.healthCheckNodePort: Forbidden: field is immutable")]
    public async Task Service_BalancedAndChanged_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("", "v1", "services", Balanced, edits));

    [Theory]
    [InlineData("status.loadBalancer.ingress=[{\"ip\":\"nope\",\"ipMode\":\"VIP\"}]", "status.loadBalancer.ingress[0].ip: Invalid value: \"nope\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("status.loadBalancer.ingress=[{\"hostname\":\"h\",\"ipMode\":\"VIP\"}]", "status.loadBalancer.ingress[0].ipMode: Forbidden: may not be specified when `ip` is not set")]
    [InlineData("status.loadBalancer.ingress=[{\"ip\":\"1.2.3.4\",\"ipMode\":\"Some\"}]", "status.loadBalancer.ingress[0].ipMode: Unsupported value: \"Some\": supported values: \"Proxy\", \"VIP\"")]
    [InlineData("status.loadBalancer.ingress=[{\"hostname\":\"1.2.3.4\"}]", "status.loadBalancer.ingress[0].hostname: Invalid value: \"1.2.3.4\": must be a DNS name, not an IP address")]
    public async Task Service_StatusThatMakesNoSense_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("", "v1", "services", Balanced, edits, "status"));

    [Theory]
    [InlineData("status.loadBalancer.ingress=[{\"ip\":\"1.2.3.4\",\"ipMode\":\"VIP\"}]", "status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'")]
    [InlineData("status.loadBalancer.ingress=[{\"ip\":\"1.2.3.4\"}]", "status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'")]
    public async Task Service_StatusOfAnotherType_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("", "v1", "services", Service, edits, "status"));

    [Theory]
    [InlineData("spec.externalIPs=[\"1.2.3.4\"]", "spec.externalIPs is deprecated and may no longer be implemented in some clusters")]
    [InlineData("spec.externalName=\"x\"", "spec.externalName is ignored when spec.type is not \"ExternalName\"")]
    [InlineData("spec.trafficDistribution=\"PreferClose\"", "spec.trafficDistribution: \"PreferClose\" is deprecated; use \"PreferSameZone\"")]
    [InlineData("spec.clusterIP=\"None\";;spec.externalIPs=[\"1.2.3.4\"]", "spec.externalIPs is ignored for headless services")]
    [InlineData("spec.clusterIP=\"None\";;spec.loadBalancerIP=\"1.2.3.4\"", "spec.loadBalancerIP is ignored for headless services")]
    [InlineData("spec.clusterIP=\"None\";;spec.sessionAffinity=\"ClientIP\"", "spec.SessionAffinity is ignored for headless services")]
    [InlineData("metadata.annotations={\"service.kubernetes.io/topology-aware-hints\":\"auto\"}", "annotation service.kubernetes.io/topology-aware-hints is deprecated, please use service.kubernetes.io/topology-mode instead")]
    [InlineData("spec.type=\"LoadBalancer\";;spec.loadBalancerIP=\"2001:DB8::1\"", "spec.loadBalancerIP: IPv6 address \"2001:DB8::1\" should be in RFC 5952 canonical format (\"2001:db8::1\")")]
    public async Task Service_AskingForWhatGoes_IsWarned(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.WarningsAsync("", "v1", "services", Service, edits));
}
