using System.Net;
using KubeEmulator.Api;
using KubeEmulator.Nodes.Containers;
using KubeEmulator.Server.Transport;

namespace KubeEmulator.Network;

/// <summary>The cluster's network as containers see it: joins its names and ways with the pods' own networks.</summary>
internal sealed class PodsNetwork(ClusterNetwork network) : IClusterNetwork
{
    public ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string podNamespace, string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(network.Names.Resolve(podNamespace, name));

    public ValueTask<ContainerPort> FindAsync(IPAddress source, IPAddress address, int port, CancellationToken cancellationToken)
    {
        var target = network.Routes.Find(source, address, port);
        return target.Outcome switch
        {
            NetworkOutcome.Pod => ValueTask.FromResult<ContainerPort>(new SandboxPort(target.Sandbox!, target.Port, address)),
            NetworkOutcome.ApiServer => ValueTask.FromResult(ServerPort()),
            NetworkOutcome.Refused => throw new NetworkFailureException(NetworkFailure.Refused, target.Failure(address, port)),
            _ => throw new NetworkFailureException(NetworkFailure.Unreachable, target.Failure(address, port)),
        };
    }

    private ContainerPort ServerPort()
    {
        var server = new HttpMessageInvoker(new InMemoryHandler(network.Server.HandleAsync));
        return ContainerPort.Http(server.SendAsync);
    }

    /// <summary>A port of another pod.</summary>
    private sealed class SandboxPort(IPodSandbox sandbox, int port, IPAddress address) : ContainerPort
    {
        public override async Task ServeAsync(Stream connection, CancellationToken cancellationToken)
        {
            var far = await sandbox.ConnectAsync(port, cancellationToken).ConfigureAwait(false);
            await using (far.ConfigureAwait(false))
            {
                await KubeEmulator.Server.Streaming.Sessions.ForwardedPort.CopyBothAsync(connection, far, cancellationToken).ConfigureAwait(false);
            }
        }

        public override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // Over a wire the client names the host; a program may look at it.
            request.Headers.Host ??= request.RequestUri?.Authority;
            try
            {
                return await sandbox.SendAsync(port, request, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException refused) when (refused.Message.Contains("refused", StringComparison.Ordinal))
            {
                throw new NetworkFailureException(NetworkFailure.Refused, NetworkTarget.Refused.Failure(address, port));
            }
        }
    }
}
