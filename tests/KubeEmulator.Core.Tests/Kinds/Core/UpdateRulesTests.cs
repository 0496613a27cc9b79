using KubeEmulator.Api;
using KubeEmulator.Kinds;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Kinds;

/// <summary>Rules that clients meet only with stored objects of a certain kind: called without a cluster.</summary>
public sealed class UpdateRulesTests
{
    private const string Fixed = "may not change once set";

    [Theory]
    [InlineData("""{"clusterIPs":["10.0.0.2"]}""", "spec.clusterIPs[0]: Invalid value: [\"10.0.0.2\"]: " + Fixed)]
    [InlineData("{}", "spec.clusterIPs[0]: Invalid value: null: primary clusterIP can not be unset|spec.ipFamilies[0]: Invalid value: null: primary ipFamily can not be unset")]
    [InlineData("""{"clusterIPs":["10.0.0.1"],"ipFamilies":["IPv6"]}""", "spec.ipFamilies[0]: Invalid value: [\"IPv6\"]: " + Fixed)]
    [InlineData("""{"type":"ExternalName"}""", "")]
    public void Service_OfOneFamily_KeepsItsAddress(string updated, string expected) =>
        Assert.Equal(expected, Service(updated, """{"clusterIPs":["10.0.0.1"],"ipFamilies":["IPv4"]}"""));

    [Theory]
    [InlineData("""{"clusterIPs":["10.0.0.1"],"ipFamilies":["IPv4","IPv6"]}""", "spec.ipFamilyPolicy: Invalid value: null: must be set to 'SingleStack' when releasing the secondary clusterIP")]
    [InlineData("""{"clusterIPs":["10.0.0.1","fd00::1"],"ipFamilies":["IPv4"]}""", "spec.ipFamilyPolicy: Invalid value: null: must be set to 'SingleStack' when releasing the secondary ipFamily")]
    [InlineData("""{"clusterIPs":["10.0.0.1"],"ipFamilies":["IPv4"],"ipFamilyPolicy":"SingleStack"}""", "")]
    public void Service_OfTwoFamilies_SaysThatItGivesOneUp(string updated, string expected) =>
        Assert.Equal(expected, Service(updated, """{"clusterIPs":["10.0.0.1","fd00::1"],"ipFamilies":["IPv4","IPv6"]}"""));

    [Theory]
    [InlineData("""{"clusterIP":"10.0.0.1"}""", "spec.clusterIPs: Required value")]
    [InlineData("""{"clusterIP":"10.0.0.1","clusterIPs":["10.0.0.1"],"ipFamilies":["IPv6"]}""", "spec.clusterIPs[0]: Invalid value: \"10.0.0.1\": expected an IPv6 value as indicated by `ipFamilies[0]`")]
    [InlineData("""{"clusterIP":"fd00::1","clusterIPs":["fd00::1"],"ipFamilies":["IPv4"]}""", "spec.clusterIPs[0]: Invalid value: \"fd00::1\": expected an IPv4 value as indicated by `ipFamilies[0]`")]
    public void Service_WhoseAddressesDisagree_TellsWhy(string spec, string expected)
    {
        var errors = new FieldErrors();

        ServiceIpRules.Check(errors, Parse(spec), null);

        Assert.Equal(expected, Texts(errors));
    }

    [Theory]
    [InlineData("""{"ports":[{"port":80,"protocol":"TCP","targetPort":80}],"type":"ClusterIP","internalTrafficPolicy":"Cluster"}""", "spec.sessionAffinity: Required value")]
    [InlineData("""{"ports":[{"port":80,"protocol":"TCP","targetPort":80}],"sessionAffinity":"None","type":"","internalTrafficPolicy":"Cluster"}""", "spec.type: Required value")]
    [InlineData("""{"ports":[{"port":80,"protocol":"TCP","targetPort":80}],"sessionAffinity":"None","sessionAffinityConfig":{},"type":"ClusterIP","internalTrafficPolicy":"Cluster"}""", "spec.sessionAffinityConfig: Forbidden: must not be set when session affinity is None")]
    [InlineData("""{"ports":[{"port":80,"protocol":"TCP","targetPort":80}],"sessionAffinity":"ClientIP","type":"ClusterIP","internalTrafficPolicy":"Cluster"}""", "spec.sessionAffinityConfig: Required value: when session affinity type is ClientIP")]
    public void Service_WithoutDefaults_TellsWhatIsMissing(string spec, string expected)
    {
        var errors = new FieldErrors();

        ServiceRules.Check(errors, MapValue.Of(("spec", Parse(spec))), null);

        Assert.Equal(expected, Texts(errors));
    }

    [Fact]
    public void Balancer_WithAnAddressOfUnknownMode_TellsWhy()
    {
        var errors = new FieldErrors();

        LoadBalancerStatusRules.CheckService(errors, Parse("""{"loadBalancer":{"ingress":[{"ip":"1.2.3.4"}]}}"""), MapValue.Empty, "LoadBalancer");

        Assert.Equal("status.loadBalancer.ingress[0].ipMode: Required value: must be specified when `ip` is set", Texts(errors));
    }

    [Fact]
    public void Lease_PreferringAHolderWithoutStrategy_TellsWhy()
    {
        var errors = new FieldErrors();

        new LeaseBehavior().Validate(null!, MapValue.Of(("spec", Parse("""{"preferredHolder":"a"}"""))), errors);

        Assert.Equal("spec.preferredHolder: Forbidden: may only be specified if `strategy` is defined", Texts(errors));
    }

    [Fact]
    public void Volume_OfAnotherSource_ShowsTheDifference()
    {
        var errors = new FieldErrors();

        PersistentVolumeUpdateRules.Check(errors, Parse("""{"hostPath":{"path":"/b","type":""}}"""), Parse("""{"hostPath":{"path":"/a","type":""}}"""));

        string[] expected =
        [
            "spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation",
            "@@ -2,7 +2,7 @@",
            "  \"GCEPersistentDisk\": null,",
            "  \"AWSElasticBlockStore\": null,",
            "  \"HostPath\": {",
            "-  \"Path\": \"/a\",",
            "+  \"Path\": \"/b\",",
            "   \"Type\": \"\"",
            "  },",
            "  \"Glusterfs\": null,",
            "",
        ];
        Assert.Equal(string.Join('\n', expected), Texts(errors));
    }

    [Theory]
    [InlineData("""{"csi":{"driver":"d","controllerExpandSecretRef":{"name":"s"}}}""", "")]
    [InlineData("""{"csi":{"driver":"d"},"nodeAffinity":{"required":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"topology.kubernetes.io/zone","operator":"In","values":["a"]}]}]}}}""", "")]
    public void Volume_ThatMayChangeSo_IsAccepted(string updated, string expected)
    {
        var errors = new FieldErrors();
        var old = Parse("""{"csi":{"driver":"d"}}""");
        old = updated.Contains("zone", StringComparison.Ordinal) ? old.With("nodeAffinity", Value.Parse(
            """{"required":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"failure-domain.beta.kubernetes.io/zone","operator":"In","values":["a"]}]}]}}""")) : old;

        PersistentVolumeUpdateRules.Check(errors, Parse(updated), old);

        Assert.Equal(expected, Texts(errors));
    }

    [Theory]
    [InlineData("3Gi", "Bound", "")]
    [InlineData("2048Mi", "Pending", "")]
    [InlineData("1Gi", "Bound", "spec.resources.requests.storage: Forbidden: field can not be less than status.capacity")]
    [InlineData("1536Mi", "Bound", "")]
    public void Claim_OfAnotherSize_IsJudgedByItsPhase(string size, string phase, string expected)
    {
        MapValue Sized(string amount) => MapValue.Of(
            ("spec", Parse("{}").WithAt(["resources", "requests", "storage"], amount)),
            ("status", MapValue.Of(("phase", phase), ("capacity", MapValue.Of(("storage", "1Gi"))))));

        Assert.Equal(expected, Claim(Sized(size).ToString(), Sized("2Gi").ToString()));
    }

    [Theory]
    [InlineData("""{"spec":{"storageClassName":"gold"}}""", """{"spec":{}}""", "")]
    [InlineData("""{"spec":{"storageClassName":"gold"}}""", """{"metadata":{"annotations":{"volume.beta.kubernetes.io/storage-class":"gold"}},"spec":{}}""", "")]
    [InlineData("""{"spec":{"volumeName":"v"}}""", """{"spec":{}}""", "")]
    [InlineData("""{"spec":{"volumeAttributesClassName":""}}""", """{"spec":{"volumeAttributesClassName":"a"},"status":{"phase":"Bound","currentVolumeAttributesClassName":"a"}}""", "spec.volumeAttributesClassName: Forbidden: update to empty string is forbidden when status.currentVolumeAttributesClassName is not nil")]
    [InlineData("""{"spec":{}}""", """{"spec":{"volumeAttributesClassName":"a"},"status":{"phase":"Bound","currentVolumeAttributesClassName":"a"}}""", "spec.volumeAttributesClassName: Forbidden: update to nil is forbidden when status.currentVolumeAttributesClassName is not nil")]
    public void Claim_WithAnotherClassOrVolume_IsJudgedByWhatItHad(string updated, string old, string expected) => Assert.Equal(expected, Claim(updated, old));

    [Fact]
    public async Task Namespace_OnItsWayOut_IsTerminatingAndNotesNoGracePeriod()
    {
        var (cluster, type) = RuleTable.Cluster("", "v1", "namespaces");
        await cluster.Api.CreateAsync(type, "", Parse("""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"n"}}"""), WriteOptions.None, cluster.Request);

        var going = (await cluster.Api.DeleteAsync(type, "", "n", new DeleteOptions(), cluster.Request)).Object!;
        var refused = await Assert.ThrowsAsync<ApiException>(async () =>
            await cluster.Api.UpdateAsync(type, "", "n", "status", going.Root.With("status", Value.Parse("""{"phase":"Active"}""")), WriteOptions.None, cluster.Request));
        var again = (await cluster.Api.DeleteAsync(type, "", "n", new DeleteOptions(), cluster.Request)).Object!;

        Assert.Equal("Terminating", going.Status.StringOrEmpty("phase"));
        Assert.False(going.Metadata.Root.ContainsKey("deletionGracePeriodSeconds"));
        Assert.Equal(going.Metadata.ResourceVersion, again.Metadata.ResourceVersion);
        Assert.Contains("status.Phase: Invalid value: \"Active\": may only be 'Terminating' if `deletionTimestamp` is not empty", refused.Message, StringComparison.Ordinal);
    }

    // The fault is found twice for every object (as any, and as changed), by the kind, and by the kind as if the object were new.
    [Fact]
    public async Task ConfigMap_ChangedToBadLabels_IsToldSoFourTimes()
    {
        var errors = await RuleTable.UpdateAsync("", "v1", "configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}""", "metadata.labels={\"a b\":\"c\"}");

        Assert.Equal(4, errors.Count(e => e.StartsWith("metadata.labels: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task LimitRange_WithoutAName_GetsOne()
    {
        var (cluster, type) = RuleTable.Cluster("", "v1", "limitranges");

        var created = await cluster.Api.CreateAsync(type, "default", Parse("""{"apiVersion":"v1","kind":"LimitRange","metadata":{},"spec":{"limits":[]}}"""), WriteOptions.None, cluster.Request);

        Assert.True(Guid.TryParse(created.Name, out _));
    }

    [Theory]
    [InlineData("""{"azureDisk":{"fsType":""}}""", """{"azureDisk":{"fsType":"","cachingMode":"ReadWrite","kind":"Shared","readOnly":false}}""")]
    [InlineData("""{"rbd":{"pool":""},"hostPath":{"path":"/a"}}""", """{"rbd":{"pool":"rbd","user":"admin","keyring":"/etc/ceph/keyring"},"hostPath":{"path":"/a","type":""}}""")]
    public void VolumeSource_LeftIncomplete_IsFilledIn(string spec, string expected) => Assert.Equal(Value.Parse(expected), PersistentVolumeDefaults.Sources(Parse(spec)));

    private static string Service(string updated, string old)
    {
        var errors = new FieldErrors();
        ServiceUpdateRules.Check(errors, Parse(updated), Parse(old));
        return Texts(errors);
    }

    private static string Claim(string updated, string old)
    {
        var errors = new FieldErrors();
        var claim = Parse(updated);
        ClaimUpdateRules.Check(errors, claim.WithOptional("status", Parse(old)["status"]), new KubeObject(Parse(old)));
        return Texts(errors);
    }

    private static MapValue Parse(string json) => (MapValue)Value.Parse(json);

    private static string Texts(FieldErrors errors) => string.Join('|', errors);
}
