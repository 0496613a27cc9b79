using System.Net;

namespace KubeEmulator.Nodes.Containers;

/// <summary>What a pod's network reaches outside of the pod: the cluster's names, services and other pods.</summary>
public interface IClusterNetwork
{
    /// <summary>The addresses of a name, as asked from a pod of the namespace; empty where nobody knows it.</summary>
    ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string podNamespace, string name, CancellationToken cancellationToken);

    /// <summary>What answers at an address and a port, service addresses included.</summary>
    /// <exception cref="NetworkFailureException">Nobody listens, or there is no way.</exception>
    ValueTask<ContainerPort> FindAsync(IPAddress source, IPAddress address, int port, CancellationToken cancellationToken);
}
