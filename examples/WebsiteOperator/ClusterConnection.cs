using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace WebsiteOperator;

/// <summary>The way to the API server: that of a pod, or a plain address (<c>kubectl proxy</c>) while developing.</summary>
public static class ClusterConnection
{
    private const string Account = "/var/run/secrets/kubernetes.io/serviceaccount";

    public static HttpClient Open(string? address)
    {
        if (address is not null)
        {
            return new HttpClient { BaseAddress = new Uri(address) };
        }

        var (host, port) = (Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST"), Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT"));
        if (host is null)
        {
            throw new InvalidOperationException("Not in a cluster: give the address of the API server, such as http://localhost:8001 of kubectl proxy.");
        }

        var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(Account, "ca.crt"));
        var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, chain, _) =>
            {
                chain!.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                chain.ChainPolicy.CustomTrustStore.Add(authority);
                return certificate is not null && chain.Build(certificate);
            },
        };
        return new HttpClient(new TokenHandler(Path.Combine(Account, "token"), handler)) { BaseAddress = new Uri($"https://{host}:{port}") };
    }

    // The kubelet renews the token, so it is read anew for each call.
    private sealed class TokenHandler(string file, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false)).Trim());
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }
}
