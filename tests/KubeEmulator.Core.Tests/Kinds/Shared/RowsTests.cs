using KubeEmulator.Api;
using KubeEmulator.Kinds;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Kinds;

public sealed class RowsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 5, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", "configmaps", """{"data":{"a":"1"},"binaryData":{"b":"AA=="}}""", """["x",2,"5m"]""")]
    [InlineData("", "namespaces", """{"status":{"phase":"Active"}}""", """["x","Active","5m"]""")]
    [InlineData("", "persistentvolumeclaims", """{"spec":{"volumeMode":"Filesystem"},"status":{"phase":"Pending"}}""", """["x","Pending","","","","","<unset>","5m","Filesystem"]""")]
    [InlineData("", "endpoints", """{"subsets":[{"addresses":[{"ip":"1.1.1.1"},{"ip":"1.1.1.2"}],"ports":[{"port":1},{"port":2}]}]}""", """["x","1.1.1.1:1,1.1.1.2:1,1.1.1.1:2 + 1 more...","5m"]""")]
    [InlineData("", "nodes", """{"spec":{"unschedulable":true},"status":{"conditions":[{"type":"Ready","status":"True"}]}}""", """["x","Ready,SchedulingDisabled","<none>","5m","","<none>","<none>","<unknown>","<unknown>","<unknown>"]""")]
    [InlineData("", "resourcequotas", """{"status":{"hard":{"pods":"4","limits.cpu":"2"},"used":{"pods":"1"}}}""", """["x","pods: 1/4","limits.cpu: 0/2","5m"]""")]
    [InlineData("networking.k8s.io", "ingresses", """{"spec":{"rules":[{"host":"a"},{"host":"b"},{"host":"c"},{"host":"d"}],"tls":[{}]}}""", """["x","<none>","a,b,c + 1 more...","","80, 443","5m"]""")]
    [InlineData("networking.k8s.io", "ipaddresses", """{"spec":{"parentRef":{"resource":"Services","namespace":"N","name":"s"}}}""", """["x","services/N/s","5m"]""")]
    [InlineData("discovery.k8s.io", "endpointslices", """{"addressType":"IPv4","ports":[{"port":80},{"name":"n"},{}]}""", """["x","IPv4","80,n,*","<unset>","5m"]""")]
    [InlineData("certificates.k8s.io", "certificatesigningrequests", """{"spec":{"signerName":"s/n","username":"u","expirationSeconds":3600},"status":{"conditions":[{"type":"Approved"}],"certificate":"AA=="}}""", """["x","5m","s/n","u","60m","Approved,Issued"]""")]
    [InlineData("flowcontrol.apiserver.k8s.io", "prioritylevelconfigurations", """{"spec":{"type":"Limited","limited":{"nominalConcurrencyShares":30}}}""", """["x","Limited",30,"<none>","<none>","<none>","5m"]""")]
    [InlineData("storage.k8s.io", "storageclasses", """{"provisioner":"p"}""", """["x","p","Delete","Immediate",false,"5m"]""")]
    [InlineData("certificates.k8s.io", "clustertrustbundles", """{"spec":{}}""", """["x","<none>"]""")]
    [InlineData("certificates.k8s.io", "podcertificaterequests", """{"spec":{"podName":"p","signerName":"s/n"},"status":{"conditions":[{"type":"Issued","status":"True"}]}}""", """["x","p","","","s/n","Issued","<none>"]""")]
    [InlineData("coordination.k8s.io", "leasecandidates", """{"spec":{"leaseName":"l","binaryVersion":"1.36.0"}}""", """["x","l","1.36.0","","5m"]""")]
    [InlineData("internal.apiserver.k8s.io", "storageversions", """{"status":{"storageVersions":[{"apiServerID":"a","encodingVersion":"v1"},{"apiServerID":"b","encodingVersion":"v1"},{"apiServerID":"c","encodingVersion":"v1"},{"apiServerID":"d","encodingVersion":"v1"}]}}""", """["x","<unset>","a=v1,b=v1,c=v1 + 1 more...","5m"]""")]
    [InlineData("resource.k8s.io", "devicetaintrules", """{"spec":{"taint":{"key":"k","effect":"NoExecute","timeAdded":"2026-01-01T00:04:00Z"}}}""", """["x","k","","NoExecute","60s","5m"]""")]
    [InlineData("scheduling.k8s.io", "podgroups", """{"spec":{"schedulingPolicy":{"gang":{}}},"status":{"conditions":[{"type":"DisruptionTarget","status":"True","reason":"Preempted"},{"type":"PodGroupScheduled","status":"True"}]}}""", """["x","Gang","<none>","Preempted","5m"]""")]
    [InlineData("scheduling.k8s.io", "workloads", "{}", """["x","5m"]""")]
    [InlineData("storagemigration.k8s.io", "storageversionmigrations", """{"spec":{"resource":{"group":"apps","resource":"deployments"}},"status":{"conditions":[{"type":"Running","status":"False"},{"type":"Succeeded","status":"True"}]}}""", """["x","deployments.apps","Succeeded"]""")]
    public void Cells_OfAKind_AreThoseOfItsPrinter(string group, string resource, string members, string expected)
    {
        var root = ((MapValue)Value.Parse(members)).With("metadata", Value.Parse("""{"name":"x","creationTimestamp":"2026-01-01T00:00:00Z"}"""));

        var cells = KindCatalog.For(new GroupResource(group, resource)).Columns!.Cells(new KubeObject(root), Now);

        Assert.Equal(Value.Parse(expected), ListValue.From(cells));
    }

    [Fact]
    public void FlowSchemas_InATable_AreOrderedByPrecedenceThenName()
    {
        KubeObject[] items = [Schema("b", 2), Schema("a", 2), Schema("c", 1)];

        var names = KindCatalog.For(new GroupResource("flowcontrol.apiserver.k8s.io", "flowschemas")).Columns!.Order(items).Select(o => o.Name);

        Assert.Equal(["c", "a", "b"], names);
    }

    private static KubeObject Schema(string name, int precedence) => new(MapValue.Of(
        ("metadata", MapValue.Of(("name", name))),
        ("spec", MapValue.Of(("matchingPrecedence", precedence)))));
}
