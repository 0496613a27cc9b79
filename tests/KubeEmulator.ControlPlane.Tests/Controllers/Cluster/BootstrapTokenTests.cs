using System.Security.Cryptography;
using System.Text;
using KubeEmulator.Controllers.Cluster;
using KubeEmulator.Values;
using Xunit;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Cluster;

public sealed class BootstrapTokenTests
{
    private static async Task<ControllerHarness> StartAsync()
    {
        var cluster = await ControllerHarness.StartAsync([new BootstrapSignerController(), new TokenCleanerController()]);
        await cluster.ApplyAsync("""
            {apiVersion: v1, kind: Namespace, metadata: {name: kube-public}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: kube-system}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: cluster-info, namespace: kube-public}, data: {kubeconfig: hello}}
            """);
        return cluster;
    }

    private static Task TokenAsync(ControllerHarness cluster, string more = "") => cluster.ApplyAsync(
        "{apiVersion: v1, kind: Secret, type: bootstrap.kubernetes.io/token, metadata: {name: bootstrap-token-abcdef, namespace: kube-system}, "
        + "stringData: {token-id: abcdef, token-secret: '0123456789abcdef', usage-bootstrap-signing: 'true'" + more + "}}");

    private static string? Signature(ControllerHarness cluster) => cluster.Get("configmaps", "cluster-info", "kube-public").Root.StringAt("data", "jws-kubeconfig-abcdef");

    [Fact]
    public async Task ClusterInfo_WithAToken_IsSignedAndSignedAnewWhenItChanges()
    {
        await using var cluster = await StartAsync();
        await TokenAsync(cluster);
        await cluster.QuietAsync();
        Assert.Equal(Expected("hello"), Signature(cluster));

        await cluster.PatchAsync("configmaps", "cluster-info", "{data: {kubeconfig: other}}", @namespace: "kube-public");
        await cluster.QuietAsync();
        Assert.Equal(Expected("other"), Signature(cluster));
    }

    [Fact]
    public async Task Token_Expired_IsDeletedWithItsSignature()
    {
        await using var cluster = await StartAsync();
        var end = cluster.Clock.GetUtcNow().AddHours(1);
        await TokenAsync(cluster, $", expiration: '{end:yyyy-MM-ddTHH:mm:ssZ}'");
        await cluster.QuietAsync();
        Assert.NotNull(Signature(cluster));

        await cluster.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Null(cluster.Find("secrets", "bootstrap-token-abcdef", "kube-system"));
        Assert.Null(Signature(cluster));
    }

    private static string Expected(string content)
    {
        var header = Encode("{\"alg\":\"HS256\",\"kid\":\"abcdef\"}"u8.ToArray());
        var signed = $"{header}.{Encode(Encoding.UTF8.GetBytes(content))}";
        return $"{header}..{Encode(HMACSHA256.HashData("0123456789abcdef"u8, Encoding.UTF8.GetBytes(signed)))}";
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
