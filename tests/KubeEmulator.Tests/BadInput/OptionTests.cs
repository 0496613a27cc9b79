using System.Net;
using System.Net.Sockets;
using KubeEmulator.Api;
using KubeEmulator.Nodes;
using KubeEmulator.Runtime;

namespace KubeEmulator.Tests.BadInput;

/// <summary>What cannot be: each is refused with its cause and remedy, and nothing is left of it.</summary>
public sealed class OptionTests
{
    [Fact]
    public async Task ApiOnly_WithAController_IsAContradiction() =>
        await RefusedAsync(b => b.WithApiOnly().WithController(new Idle("mine")), "ApiOnly runs no controllers, but mine is given");

    [Fact]
    public async Task Nodes_WithoutKubelets_AreAContradiction()
    {
        await RefusedAsync(b => b.WithNodes(3).WithoutKubelets(), "Kubelets = false runs no kubelet for them");
        await RefusedAsync(b => b.WithNodes(3).WithApiOnly(), "ApiOnly runs no kubelet for them");
    }

    [Fact]
    public async Task Controller_ThatIsNotThere_CannotBeLeftOut() =>
        await RefusedAsync(b => b.WithoutController("deploymnt-controller"), "No built-in controller is called \"deploymnt-controller\"; there are ");

    [Fact]
    public async Task TwoControllers_OfOneName_AreRefused() =>
        await RefusedAsync(b => b.WithController(new Idle("mine")).WithController(new Idle("mine")), "Two controllers are called \"mine\"");

    [Fact]
    public async Task Controller_InTheBuiltInOnesPlace_IsFine()
    {
        await using var cluster = await EmulatedCluster.StartAsync(b => b.WithoutController("deployment-controller").WithController(new Idle("deployment-controller")));

        Assert.Single(cluster.Controllers!.States, s => s.Name == "deployment-controller");
    }

    [Fact]
    public async Task SeveralFaults_AreSaidAtOnce()
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => EmulatedCluster.StartAsync(new EmulatedClusterOptions
        {
            SecurePort = 70_000,
            RequestLogSize = -1,
            Tokens = [new StaticToken("t", new UserInfo("a", [])), new StaticToken("t", new UserInfo("b", []))],
        }));

        Assert.Contains("SecurePort 70000 is no port.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("RequestLogSize -1 is negative", fault.Message, StringComparison.Ordinal);
        Assert.Contains("One token stands for several users: a, b.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.35", "Kubernetes 1.35 is not emulated; this package emulates 1.36.")]
    [InlineData("latest", "Kubernetes latest is not emulated")]
    public void Version_ThatIsNotEmulated_IsRefused(string version, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => new KubeEmulatorBuilder().WithKubernetesVersion(version)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Port_InUse_IsSaidWithTheRemedy_AndTheClusterGoesOn()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var cluster = await EmulatedCluster.StartAsync(b => b.WithApiOnly());

        var fault = await Assert.ThrowsAsync<IOException>(() => cluster.ListenAsync(port));

        Assert.Equal($"Port {port} is in use by another program: choose another one, or 0 for any that is free.", fault.Message);
        Assert.NotEqual(port, (await cluster.ListenAsync()).Port);
    }

    [Fact]
    public async Task Node_ThatCannotBeRead_IsRefused() =>
        await Assert.ThrowsAnyAsync<Exception>(() => EmulatedCluster.StartAsync(b => b.WithNodes(new NodeSpec { Taints = ["no taint at all:"] })));

    private static async Task RefusedAsync(Func<KubeEmulatorBuilder, KubeEmulatorBuilder> describe, string message)
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => EmulatedCluster.StartAsync(describe));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    private sealed class Idle(string name) : Controller
    {
        public override string Name => name;

        public override IEnumerable<Trigger> Triggers => [];

        public override ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key) => new(ReconcileResult.Done);
    }
}
