using System.Runtime.CompilerServices;
using System.Text;
using k8s;

namespace KubeEmulator.KubernetesClient;

/// <summary>The official client from a cluster.</summary>
public static class OfficialClientExtensions
{
    // One loopback port per cluster, opened when first needed; gone with the cluster.
    private static readonly ConditionalWeakTable<EmulatedCluster, Lazy<Task<Uri>>> Addresses = [];

    extension(EmulatedCluster cluster)
    {
        /// <summary>
        /// A configuration for <c>new Kubernetes(...)</c> as code under test calls it, with the administrator's certificate. It leads to a
        /// loopback port, which its first use opens; a client over memory comes from <see cref="CreateClient(EmulatedCluster)"/>.
        /// </summary>
        public KubernetesClientConfiguration ClientConfiguration => Configuration(cluster).GetAwaiter().GetResult();
    }

    /// <summary>
    /// A client of the administrator's that reaches the cluster over memory: requests, watches, logs, exec, attach and port-forward,
    /// without a port. Dispose it; the cluster goes on.
    /// </summary>
    public static Kubernetes CreateClient(this EmulatedCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return Client(cluster.CreateHandler(), cluster.ConnectWebSocketAsync);
    }

    /// <summary>A client over memory that is somebody: <c>cluster.As("system:serviceaccount:default:web").CreateClient()</c>.</summary>
    public static Kubernetes CreateClient(this ActingUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Client(user.CreateHandler(), user.ConnectWebSocketAsync);
    }

    private static Kubernetes Client(HttpMessageHandler handler, WebSocketConnector connect) =>
        new(new KubernetesClientConfiguration { Host = "http://cluster.local", Namespace = "default" }, new MemoryRelay(handler))
        {
            CreateWebSocketBuilder = () => new MemoryWebSocketBuilder(connect),
        };

    private static async Task<KubernetesClientConfiguration> Configuration(EmulatedCluster cluster)
    {
        var address = await Addresses.GetValue(cluster, static c => new Lazy<Task<Uri>>(() => c.ListenAsync())).Value.ConfigureAwait(false);
        using var kubeconfig = new MemoryStream(Encoding.UTF8.GetBytes(cluster.Kubeconfig(address)));
        return await KubernetesClientConfiguration.BuildConfigFromConfigFileAsync(kubeconfig).ConfigureAwait(false);
    }
}
