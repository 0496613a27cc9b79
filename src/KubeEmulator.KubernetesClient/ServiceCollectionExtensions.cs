using k8s;
using KubeEmulator;
using KubeEmulator.KubernetesClient;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>A cluster in the place of the one that a host would talk to.</summary>
public static class KubeEmulatorServiceCollectionExtensions
{
    /// <summary>
    /// Gives a host clients of the cluster: what was registered as <see cref="IKubernetes"/>, <see cref="Kubernetes"/> or
    /// <see cref="KubernetesClientConfiguration"/> is replaced, and frameworks such as KubeOps then register none of their own. Only
    /// who asks for the configuration opens the cluster's loopback port. The host disposes the client, not the cluster.
    /// </summary>
    /// <param name="services">The host's services, as <c>ConfigureTestServices</c> hands them over.</param>
    /// <param name="cluster">A running cluster.</param>
    /// <param name="user">Who the host is, such as <c>system:serviceaccount:default:operator</c>; the administrator where not given.</param>
    public static IServiceCollection AddKubeEmulator(this IServiceCollection services, EmulatedCluster cluster, string? user = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(cluster);
        services.RemoveAll<IKubernetes>();
        services.RemoveAll<Kubernetes>();
        services.RemoveAll<KubernetesClientConfiguration>();
        services.AddSingleton(_ => user is null ? cluster.ClientConfiguration : cluster.As(user).ClientConfiguration);
        services.AddSingleton(_ => user is null ? cluster.CreateClient() : cluster.As(user).CreateClient());
        services.AddSingleton<IKubernetes>(provider => provider.GetRequiredService<Kubernetes>());
        return services;
    }
}
