using System.Net;
using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Kinds;
using KubeEmulator.Server.Transport;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Server;

/// <summary>A server over an empty cluster, reached in memory.</summary>
internal sealed class TestServer : IDisposable
{
    private static readonly ResourceCatalog BuiltIn = BuiltInCatalog.Create(KindCatalog.For, unstableVersions: false);

    public TestServer(IReadOnlyList<IControlEndpoint>? control = null, IRequestObserver? observer = null, IAuthenticator? authenticator = null, IAuthorizer? authorizer = null, ClusterSettings? settings = null)
    {
        Services = new ClusterServices
        {
            Store = new ObjectStore(StoreOptions.Default),
            Clock = TimeProvider.System,
            Random = new SeededRandom(1),
            Settings = settings ?? new ClusterSettings(),
            Catalog = BuiltIn,
        };
        Services.Authorizer = authorizer ?? AllowAllAuthorizer.Instance;
        Server = new ApiServer(new ApiServerOptions { Services = Services, Control = control ?? [], Observer = observer, Authenticator = authenticator });
        Client = new HttpClient(new InMemoryHandler(Server.HandleAsync)) { BaseAddress = new Uri("http://cluster") };
    }

    public ClusterServices Services { get; }

    public ApiServer Server { get; }

    public HttpClient Client { get; }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    /// <summary>Sends a request; header pairs in the order given.</summary>
    public Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(new HttpMethod(method), path, body is null ? null : Encoding.UTF8.GetBytes(body), headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, byte[]? body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", headers.FirstOrDefault(h => h.Name == "Content-Type").Value ?? "application/json");
        }

        foreach (var (name, value) in headers.Where(h => h.Name != "Content-Type"))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Sends a request and reads its answer's document.</summary>
    public async Task<(HttpStatusCode Status, MapValue Document)> CallAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(method, path, body, headers);
        return (response.StatusCode, (MapValue)Value.Parse(await response.Content.ReadAsByteArrayAsync()));
    }

    /// <summary>Makes a ConfigMap.</summary>
    public async Task<MapValue> CreateAsync(string name, string value = "v") =>
        (await CallAsync("POST", "/api/v1/namespaces/default/configmaps", $$$"""{"metadata":{"name":"{{{name}}}"},"data":{"k":"{{{value}}}"}}""")).Document;
}
