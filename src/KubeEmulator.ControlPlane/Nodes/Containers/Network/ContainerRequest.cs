using System.Net;

namespace KubeEmulator.Nodes.Containers;

/// <summary>What goes with an HTTP request into a container besides the request itself.</summary>
public static class ContainerRequest
{
    /// <summary>Where the request came from; absent where the caller is not in the cluster's network.</summary>
    public static HttpRequestOptionsKey<IPEndPoint> RemoteEndPoint { get; } = new("KubeEmulator.RemoteEndPoint");
}
