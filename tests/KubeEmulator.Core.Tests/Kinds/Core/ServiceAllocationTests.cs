using KubeEmulator.Api;
using KubeEmulator.Core.Tests.Api;
using KubeEmulator.Kinds;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Kinds;

public sealed class ServiceAllocationTests
{
    private readonly TestCluster _cluster;
    private readonly ResourceType _services;

    public ServiceAllocationTests() => (_cluster, _services) = RuleTable.Cluster("", "v1", "services");

    [Fact]
    public async Task ClusterIp_OfANewService_IsAnAddressObjectOfItsOwn()
    {
        var created = await CreateAsync("a", """{"ports":[{"port":80}]}""");

        var address = Address(created.Spec.StringOrEmpty("clusterIP"))!;
        Assert.Equal("a", address.Spec.StringAt("parentRef", "name"));
        Assert.Equal(ListValue.Of(created.Spec["clusterIP"]!), created.Spec["clusterIPs"]);
        Assert.Equal("SingleStack", created.Spec.StringOrEmpty("ipFamilyPolicy"));
    }

    [Fact]
    public async Task ClusterIp_OfAServiceThatBecomesAnExternalName_IsGivenBack()
    {
        var created = await CreateAsync("a", """{"ports":[{"port":80}]}""");

        var updated = await UpdateAsync(created, spec => spec.With("type", "ExternalName").With("externalName", "example.com"));

        Assert.Null(Address(created.Spec.StringOrEmpty("clusterIP")));
        Assert.False(updated.Spec.ContainsKey("clusterIP") || updated.Spec.ContainsKey("ipFamilies") || updated.Spec.ContainsKey("internalTrafficPolicy"));
    }

    [Fact]
    public async Task ClusterIp_OfAnExternalNameThatBecomesAService_IsTaken()
    {
        var created = await CreateAsync("a", """{"type":"ExternalName","externalName":"example.com"}""");

        var updated = await UpdateAsync(created, spec => MapValue.Of(("type", "ClusterIP"), ("ports", Value.Parse("""[{"port":80}]"""))));

        Assert.NotNull(Address(updated.Spec.StringOrEmpty("clusterIP")));
    }

    [Fact]
    public async Task ClusterIp_OfADryRun_IsNotLookedFor()
    {
        var body = Service("a", """{"type":"NodePort","ports":[{"port":80}]}""");

        var answer = await _cluster.Api.CreateAsync(_services, "default", body, WriteOptions.None with { DryRun = true }, _cluster.Request);

        Assert.Equal("10.96.0.0", answer.Spec.StringOrEmpty("clusterIP"));
        Assert.Equal(32769, answer.Spec.Maps("ports").Single().Integer("nodePort"));
    }

    [Fact]
    public async Task NodePort_OfPortsWithOneNumber_IsShared()
    {
        var created = await CreateAsync("a", """{"type":"NodePort","ports":[{"port":53,"name":"t"},{"port":53,"name":"u","protocol":"UDP"},{"port":80,"name":"h"}]}""");

        var ports = created.Spec.Maps("ports").Select(p => p.Integer("nodePort")).ToArray();
        Assert.Equal(ports[0], ports[1]);
        Assert.NotEqual(ports[0], ports[2]);
    }

    [Fact]
    public async Task NodePort_LeftOutOfAnUpdate_IsKeptByThePortsName()
    {
        var created = await CreateAsync("a", """{"type":"NodePort","ports":[{"port":80,"name":"h","nodePort":30080}]}""");

        var updated = await UpdateAsync(created, spec => spec.With("ports", Value.Parse("""[{"port":81,"name":"h"},{"port":82,"name":"i"}]""")));

        var ports = updated.Spec.Maps("ports").Select(p => p.Integer("nodePort")).ToArray();
        Assert.Equal(30080, ports[0]);
        Assert.NotNull(ports[1]);
    }

    [Fact]
    public async Task NodePort_OfATypeWithout_IsDropped()
    {
        var created = await CreateAsync("a", """{"type":"NodePort","ports":[{"port":80}]}""");

        var updated = await UpdateAsync(created, spec => spec.With("type", "ClusterIP"));

        Assert.False(updated.Spec.Maps("ports").Single().ContainsKey("nodePort"));
        Assert.False(updated.Spec.ContainsKey("externalTrafficPolicy"));
    }

    [Fact]
    public async Task NodePort_OfABalancerThatAllocatesNone_IsOnlyTakenWhereAsked()
    {
        var created = await CreateAsync("a", """{"type":"LoadBalancer","allocateLoadBalancerNodePorts":false,"ports":[{"port":80,"name":"a"},{"port":81,"name":"b","nodePort":30001}]}""");

        Assert.Equal([null, 30001L], created.Spec.Maps("ports").Select(p => p.Integer("nodePort")));
    }

    [Fact]
    public async Task HealthCheckPort_OfALocalBalancer_IsTakenAndKept()
    {
        var created = await CreateAsync("a", """{"type":"LoadBalancer","externalTrafficPolicy":"Local","ports":[{"port":80}]}""");
        var port = created.Spec.Integer("healthCheckNodePort");

        var updated = await UpdateAsync(created, spec => spec.Without("healthCheckNodePort").Without("clusterIP").Without("clusterIPs"));

        Assert.NotNull(port);
        Assert.Equal(port, updated.Spec.Integer("healthCheckNodePort"));
        Assert.Equal(created.Spec["clusterIP"], updated.Spec["clusterIP"]);
    }

    [Fact]
    public async Task Endpoints_OfADeletedService_GoWithIt()
    {
        var endpoints = _cluster.Services.Catalog.Find("", "v1", "endpoints")!;
        await CreateAsync("a", """{"ports":[{"port":80}]}""");
        await _cluster.Api.CreateAsync(endpoints, "default", (MapValue)Value.Parse("""{"apiVersion":"v1","kind":"Endpoints","metadata":{"name":"a"}}"""), WriteOptions.None, _cluster.Request);

        await _cluster.Api.DeleteAsync(_services, "default", "a", new DeleteOptions(), _cluster.Request);

        Assert.Null(_cluster.Services.Store.Current.Get(new ObjectKey(new GroupResource("", "endpoints"), "default", "a")));
    }

    [Theory]
    [InlineData("""{"clusterIP":"10.0.0.1","clusterIPs":["10.0.0.1"]}""", """["IPv4"]""", "SingleStack")]
    [InlineData("""{"ipFamilyPolicy":"PreferDualStack"}""", """["IPv4","IPv6"]""", "PreferDualStack")]
    [InlineData("""{"ipFamilyPolicy":"RequireDualStack","ipFamilies":["IPv6"]}""", """["IPv6","IPv4"]""", "RequireDualStack")]
    [InlineData("""{"clusterIP":"None","clusterIPs":["None"]}""", """["IPv4","IPv6"]""", "RequireDualStack")]
    [InlineData("""{"clusterIP":"None","clusterIPs":["None"],"selector":{"a":"b"}}""", """["IPv4"]""", "SingleStack")]
    public void Families_OnACompleteCluster_AreFilledIn(string spec, string families, string policy)
    {
        var filled = ServiceFamilies.Fill(Parse(spec), null, DualStack, "s");

        Assert.Equal(Value.Parse(families), filled["ipFamilies"]);
        Assert.Equal(policy, filled.StringOrEmpty("ipFamilyPolicy"));
    }

    [Fact]
    public void Families_OfAServiceThatBecomesSingleStack_LoseTheSecond()
    {
        var old = Parse("""{"clusterIPs":["10.0.0.1","fd00::1"],"clusterIP":"10.0.0.1","ipFamilies":["IPv4","IPv6"],"ipFamilyPolicy":"PreferDualStack"}""");

        var filled = ServiceFamilies.Fill(old.With("ipFamilyPolicy", "SingleStack"), old, DualStack, "s");

        Assert.Equal(Value.Parse("""["IPv4"]"""), filled["ipFamilies"]);
        Assert.Equal(Value.Parse("""["10.0.0.1"]"""), filled["clusterIPs"]);
    }

    [Theory]
    [InlineData("""{"ipFamilyPolicy":"SingleStack","ipFamilies":["IPv4","IPv6"]}""", "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified")]
    [InlineData("""{"ipFamilyPolicy":"PreferDualStack","ipFamilies":["IPv4"]}""", "must be 'SingleStack' to release the secondary IP family")]
    public void Families_ThatContradictThePolicy_AreRefused(string spec, string text)
    {
        var old = Parse("""{"ipFamilies":["IPv4","IPv6"],"ipFamilyPolicy":"RequireDualStack"}""");

        var refused = Assert.Throws<ApiException>(() => ServiceFamilies.Fill(Parse(spec), spec.Contains("Single", StringComparison.Ordinal) ? null : old, DualStack, "s"));

        Assert.Contains(text, refused.Message, StringComparison.Ordinal);
    }

    private static ClusterSettings DualStack { get; } = new() { ServiceClusterIpRanges = ["10.0.0.0/24", "fd00::/112"] };

    private static MapValue Parse(string json) => (MapValue)Value.Parse(json);

    private static MapValue Service(string name, string spec) => MapValue.Of(
        ("apiVersion", "v1"), ("kind", "Service"), ("metadata", MapValue.Of(("name", name))), ("spec", Value.Parse(spec)));

    private async Task<KubeObject> CreateAsync(string name, string spec) =>
        await _cluster.Api.CreateAsync(_services, "default", Service(name, spec), WriteOptions.None, _cluster.Request);

    private async Task<KubeObject> UpdateAsync(KubeObject created, Func<MapValue, MapValue> edit)
    {
        var body = created.Root.With("spec", edit(created.Spec));
        return (await _cluster.Api.UpdateAsync(_services, "default", created.Name, "", body, WriteOptions.None, _cluster.Request)).Object;
    }

    private KubeObject? Address(string ip) => _cluster.Services.Store.Current.Get(new ObjectKey(new GroupResource("networking.k8s.io", "ipaddresses"), "", ip));
}
