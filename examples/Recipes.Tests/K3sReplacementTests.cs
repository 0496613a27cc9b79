using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using KubeEmulator;
using KubeEmulator.Values;

namespace Recipes;

/// <summary>A test that ran on Testcontainers' <c>K3sContainer</c>: the builder is the line that changed.</summary>
public sealed class K3sReplacementTests : IAsyncLifetime
{
    // snippet: k3s
    private readonly KubeEmulatorContainer _cluster = new KubeEmulatorBuilder().Build();    // was: new K3sBuilder("rancher/k3s:v1.33.4-k3s1").Build()

    public Task InitializeAsync() => _cluster.StartAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync().AsTask();

    [Fact]
    public async Task Namespaces_AreListed()
    {
        using var client = Client(await _cluster.GetKubeconfigAsync());

        var list = await client.GetFromJsonAsync<JsonElement>("/api/v1/namespaces");

        Assert.Contains(list.GetProperty("items").EnumerateArray(), item => item.GetProperty("metadata").GetProperty("name").GetString() == "kube-system");
    }
    // end snippet

    // What a client library does with a kubeconfig.
    private static HttpClient Client(string kubeconfig)
    {
        var config = (MapValue)YamlText.Parse(kubeconfig);
        var cluster = config.Maps("clusters").Single().Map("cluster")!;
        var user = config.Maps("users").Single().Map("user")!;
        var authority = X509Certificate2.CreateFromPem(Text(cluster, "certificate-authority-data"));
        using var pem = X509Certificate2.CreateFromPem(Text(user, "client-certificate-data"), Text(user, "client-key-data"));
        var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, chain, _) =>
            {
                chain!.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                chain.ChainPolicy.CustomTrustStore.Add(authority);
                return chain.Build(certificate!);
            },
        };
        handler.ClientCertificates.Add(X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null));
        return new HttpClient(handler) { BaseAddress = new Uri(cluster.StringOrEmpty("server")) };
    }

    private static string Text(MapValue map, string member) => Encoding.UTF8.GetString(Convert.FromBase64String(map.StringOrEmpty(member)));
}
