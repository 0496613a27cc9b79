using System.Net;
using KubeEmulator.Server.Transport;

namespace KubeEmulator.Tests.Network;

public sealed class BoundPortTests
{
    [Fact]
    public async Task ListenOn_PortThatWasTakenFirst_WritesNothing()
    {
        using var bound = KestrelHost.Bind(IPAddress.Loopback);
        var port = ((IPEndPoint)bound.LocalEndPoint!).Port;
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { ApiOnly = true, SecurePort = port });
        var before = cluster.Snapshot().Objects.Revision;

        var address = await cluster.ListenOnAsync(bound, tls: false);

        using var client = new HttpClient();
        Assert.Equal("ok", await client.GetStringAsync(new Uri(address, "/readyz")));
        Assert.Equal(port, address.Port);
        Assert.Equal(before, cluster.Snapshot().Objects.Revision);
    }

    [Fact]
    public void Bind_AddressOfAnotherMachine_SaysSo()
    {
        var refused = Assert.Throws<IOException>(() => KestrelHost.Bind(IPAddress.Parse("192.0.2.1")));

        Assert.StartsWith("192.0.2.1 cannot be listened on: ", refused.Message, StringComparison.Ordinal);
    }
}
