using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEmulator.Controllers.Cluster;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Cluster;

public sealed class CertificateControllersTests
{
    private static readonly string Kubelet = Request("CN=system:node:n, O=system:nodes");
    private static readonly string User = Request("CN=jane, O=devs");

    [Fact]
    public async Task KubeletClient_IsApprovedAndSigned()
    {
        await using var cluster = await StartAsync();
        await RequestAsync(cluster, "k", "kubernetes.io/kube-apiserver-client-kubelet", Kubelet, "client auth", "digital signature");
        await cluster.QuietAsync();
        var request = cluster.Get("certificatesigningrequests.certificates.k8s.io", "k", "");
        Assert.Equal("AutoApproved", Assert.Single(request.Status.Maps("conditions")).String("reason"));
        Assert.NotNull(request.Status.String("certificate"));
    }

    [Theory]
    [InlineData("kubernetes.io/kube-apiserver-client", "client auth", true, "")]
    [InlineData("kubernetes.io/kube-apiserver-client", "server auth", false, "invalid usage for client certificate: server auth")]
    [InlineData("kubernetes.io/kubelet-serving", "server auth", false, "subject organization is not system:nodes")]
    [InlineData("example.com/other", "client auth", false, "")]
    public async Task Approved_IsSignedWhereTheSignerTakesIt(string signer, string usage, bool signed, string refusal)
    {
        await using var cluster = await StartAsync();
        var stored = await RequestAsync(cluster, "u", signer, User, usage);
        await cluster.Client.UpdateAsync(stored.WithStatus(MapValue.Of(("conditions", ListValue.Of(MapValue.Of(("type", "Approved"), ("status", "True"), ("reason", "Test")))))), "approval");
        await cluster.QuietAsync();
        var status = cluster.Get("certificatesigningrequests.certificates.k8s.io", "u", "").Status;
        Assert.Equal(signed, status.String("certificate") is not null);
        Assert.Equal(refusal, status.Maps("conditions").FirstOrDefault(c => c.String("type") == "Failed")?.String("message") ?? "");
    }

    [Fact]
    public async Task NobodyAnswers_TheRequestGoesAfterADay()
    {
        await using var cluster = await StartAsync();
        await RequestAsync(cluster, "u", "kubernetes.io/kube-apiserver-client", User, "client auth");
        await cluster.AdvanceAsync(TimeSpan.FromHours(23));
        Assert.NotNull(cluster.Find("certificatesigningrequests.certificates.k8s.io", "u", ""));
        await cluster.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Null(cluster.Find("certificatesigningrequests.certificates.k8s.io", "u", ""));
    }

    [Fact]
    public async Task AggregatedRole_HasTheRulesOfItsParts()
    {
        await using var cluster = await ControllerHarness.StartAsync(new ClusterRoleAggregationController());
        await cluster.ApplyAsync("""
            {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: all}, aggregationRule: {clusterRoleSelectors: [{matchLabels: {part: "yes"}}]}, rules: []}
            ---
            {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: one, labels: {part: "yes"}}, rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]}
            ---
            {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: two, labels: {part: "yes"}}, rules: [{apiGroups: [""], resources: [pods], verbs: [get]}, {apiGroups: [""], resources: [nodes], verbs: [list]}]}
            """);
        await cluster.QuietAsync();
        Assert.Equal(["pods", "nodes"], cluster.Get("clusterroles.rbac.authorization.k8s.io", "all", "").Root.Maps("rules").Select(r => r.Strings("resources").Single()));

        await cluster.DeleteAsync("clusterroles.rbac.authorization.k8s.io", "one", @namespace: "");
        await cluster.DeleteAsync("clusterroles.rbac.authorization.k8s.io", "two", @namespace: "");
        await cluster.QuietAsync();
        Assert.Empty(cluster.Get("clusterroles.rbac.authorization.k8s.io", "all", "").Root.Maps("rules"));
    }

    private static Task<ControllerHarness> StartAsync() =>
        ControllerHarness.StartAsync((Controller[])[new CertificateApprovalController(), new CertificateSigningController(), new CertificateCleanerController()]);

    private static Task<KubeObject> RequestAsync(ControllerHarness cluster, string name, string signer, string pem, params string[] usages) => cluster.CreateAsync(MapValue.Of(
        ("apiVersion", "certificates.k8s.io/v1"),
        ("kind", "CertificateSigningRequest"),
        ("metadata", MapValue.Of(("name", name))),
        ("spec", MapValue.Of(
            ("request", Convert.ToBase64String(Encoding.UTF8.GetBytes(pem))),
            ("signerName", signer),
            ("usages", ListValue.From(usages.Select(u => (Value)u)))))));

    private static string Request(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSigningRequestPem() + "\n";
    }
}
