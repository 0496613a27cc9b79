using System.Runtime.CompilerServices;
using k8s;
using k8s.KubeConfigModels;

namespace KubeEmulator.KubernetesClient;

#pragma warning disable CA1708 // It takes two extension blocks for two members of one name.
/// <summary>The official client from a cluster.</summary>
public static class OfficialClientExtensions
{
    // One loopback port per cluster, opened when first needed; gone with the cluster.
    private static readonly ConditionalWeakTable<EmulatedCluster, Uri> Addresses = [];

    extension(EmulatedCluster cluster)
    {
        /// <summary>
        /// A configuration for <c>new Kubernetes(...)</c> as code under test calls it, with the administrator's certificate. It leads to a
        /// loopback port, which its first use opens; a client over memory comes from <see cref="CreateClient(EmulatedCluster)"/>.
        /// </summary>
        public KubernetesClientConfiguration ClientConfiguration => Configuration(cluster, cluster.Kubeconfig);
    }

    extension(ActingUser user)
    {
        /// <summary>A configuration for <c>new Kubernetes(...)</c> with the user's token, which leads to the cluster's loopback port.</summary>
        public KubernetesClientConfiguration ClientConfiguration => Configuration(user.Cluster, user.Kubeconfig);
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

    private static KubernetesClientConfiguration Configuration(EmulatedCluster cluster, Func<Uri, string> kubeconfig)
    {
        var config = KubernetesYaml.Deserialize<K8SConfiguration>(kubeconfig(Address(cluster)));
        var configuration = KubernetesClientConfiguration.BuildConfigFromConfigObject(config);
        configuration.Namespace ??= "default";
        return configuration;
    }

    private static Uri Address(EmulatedCluster cluster)
    {
        lock (Addresses)
        {
            return Addresses.GetValue(cluster, static c => c.Listen());
        }
    }
}
