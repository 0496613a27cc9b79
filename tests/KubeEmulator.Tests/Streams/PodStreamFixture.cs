using KubeEmulator.Nodes.Containers;

namespace KubeEmulator.Tests.Streams;

/// <summary>A cluster with pods to go into, for all tests of a class.</summary>
public sealed class PodStreamFixture : IAsyncLifetime
{
    private const string Pods = """
        apiVersion: v1
        kind: Pod
        metadata: {name: box}
        spec:
          containers: [{name: c, image: busybox, command: [sleep, "1000000"]}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: echo}
        spec:
          containers: [{name: c, image: echo}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: reader}
        spec:
          restartPolicy: Never
          containers: [{name: c, image: busybox, stdin: true, command: [sh, -c, "read a; echo got $a"]}]
        """;

    internal EmulatedCluster Cluster { get; private set; } = null!;

    /// <summary>What the program <c>echo</c> has written to an exec that nobody may be reading.</summary>
    internal WriteMeter Meter { get; } = new();

    public async Task InitializeAsync()
    {
        var programs = ProgramCatalog.Default().Add("echo", () => ContainerProgram.From(ServeAsync, ExecAsync));
        Cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Programs = programs });
        await Cluster.Objects.ApplyAsync(Pods);
        foreach (var name in (string[])["box", "echo", "reader"])
        {
            await Cluster.Objects.WaitForReadyAsync("pods", name);
        }
    }

    public async Task DisposeAsync() => await Cluster.DisposeAsync();

    private static async Task<int> ServeAsync(ContainerContext context)
    {
        using var one = context.Network.Listen(7001, ContainerPort.Raw((stream, token) => stream.CopyToAsync(stream, token)));
        using var two = context.Network.Listen(7002, ContainerPort.Raw((stream, token) => stream.CopyToAsync(stream, token)));
        await context.DelayAsync(Timeout.InfiniteTimeSpan, context.Stopping);
        return 0;
    }

    private async Task<int> ExecAsync(ContainerContext context, ExecRequest request)
    {
        switch (request.Command[0])
        {
            case "throw":
                throw new InvalidOperationException("this program is broken");
            case "flood":
                await Meter.FloodAsync(context);
                return 0;
            default:
                await context.StandardInput.CopyToAsync(context.StandardOutput, context.Killed);
                return 0;
        }
    }
}
