using System.Net.Http.Headers;
using System.Net.WebSockets;
using KubeEmulator.Api;

namespace KubeEmulator;

/// <summary>
/// A cluster as one user sees it: everything done through it is that user's, asked for access and noted in the request log.
/// Get one from <see cref="EmulatedCluster.As(string, string[])"/>. Thread-safe.
/// </summary>
public sealed class ActingUser
{
    private readonly EmulatedCluster _cluster;
    private readonly string _token;

    internal ActingUser(EmulatedCluster cluster, UserInfo user, string token)
    {
        (_cluster, User, _token) = (cluster, user, token);
        Api = new ActingUserApi(cluster, user);
    }

    /// <summary>The user.</summary>
    public UserInfo User { get; }

    /// <summary>The cluster that the user acts in.</summary>
    internal EmulatedCluster Cluster => _cluster;

    /// <summary>The API in process, as this user: refused where the cluster's rules refuse it.</summary>
    public ActingUserApi Api { get; }

    /// <summary>
    /// A handler for <see cref="HttpClient"/> that reaches the API server without a socket. It adds the user's credential to requests
    /// that carry none.
    /// </summary>
    public HttpMessageHandler CreateHandler() => new CredentialHandler(_cluster.CreateHandler(), _token);

    /// <summary>A kubeconfig for an address that <see cref="EmulatedCluster.ListenAsync"/> returned, with a token of the user that is good as long as the cluster lives.</summary>
    public string Kubeconfig(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return KubeconfigText.Write(address, _cluster.Certificates, _token);
    }

    /// <summary>Opens a WebSocket to the API server as this user, without a network socket.</summary>
    /// <param name="uri">Path and query; the host does not matter.</param>
    /// <param name="headers">Further headers.</param>
    /// <param name="protocols">The subprotocols asked for, best first.</param>
    /// <param name="cancellationToken">Gives up the handshake.</param>
    public Task<WebSocket> ConnectWebSocketAsync(Uri uri, IEnumerable<KeyValuePair<string, string>> headers, IReadOnlyList<string> protocols, CancellationToken cancellationToken = default) =>
        _cluster.ConnectWebSocketAsync(uri, headers.Append(KeyValuePair.Create("Authorization", $"Bearer {_token}")), protocols, cancellationToken);

    private sealed class CredentialHandler(HttpMessageHandler inner, string token) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization ??= new AuthenticationHeaderValue("Bearer", token);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
