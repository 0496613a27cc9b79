using System.Net;
using System.Text;
using KubeEmulator.Nodes.Containers;
using KubeEmulator.Programs;
using KubeEmulator.Runtime;
using Microsoft.AspNetCore.Builder;

namespace KubeEmulator.Tests.Programs;

/// <summary>The samples of <c>src/docs/programs-and-streams.md</c>.</summary>
public sealed class ProgramSampleTests
{
    [Fact]
    public async Task Sample_Web()
    {
        // snippet: web
        var programs = ProgramCatalog.Default()
            .Add("example.com/shop", () => WebProgram.Create(8080, (app, pod) =>
            {
                app.MapGet("/", () => $"hello from {pod.Spec.PodName}");
                app.MapGet("/price", () => pod.Environment.GetValueOrDefault("PRICE", "unknown"));
            }));
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Programs = programs });
        await cluster.Objects.ApplyAsync("""
            apiVersion: v1
            kind: Pod
            metadata: {name: shop, labels: {app: shop}}
            spec:
              containers:
              - {name: shop, image: "example.com/shop:2.1", ports: [{containerPort: 8080}], env: [{name: PRICE, value: "12"}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: shop}
            spec: {selector: {app: shop}, ports: [{port: 80, targetPort: 8080}]}
            """);
        await cluster.Objects.WaitForReadyAsync("pods", "shop");
        await cluster.QuietAsync();

        using var http = new HttpClient(cluster.Network.CreateHandler());
        Assert.Equal("12", await http.GetStringAsync(new Uri("http://shop.default.svc.cluster.local/price")));
        // end snippet
    }

    [Fact]
    public async Task Sample_Script()
    {
        // snippet: script
        var programs = ProgramCatalog.Default()
            .Add("example.com/migrate", () => new ScriptedProgram()
                .Line("migrating")
                .Wait(TimeSpan.FromMinutes(5))
                .ErrorLine("table locked")
                .OnExec("migrate status", "3 of 7\n")
                .Exit(1));
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Programs = programs, Clock = ClusterClock.Manual() });
        await cluster.Objects.ApplyAsync("""
            apiVersion: batch/v1
            kind: Job
            metadata: {name: migrate}
            spec:
              backoffLimit: 0
              template: {spec: {restartPolicy: Never, containers: [{name: c, image: example.com/migrate}]}}
            """);

        // Five minutes of the cluster's time, in no time.
        await cluster.Objects.WaitForConditionAsync("jobs", "migrate", "Failed", timeout: TimeSpan.FromHours(1));
        // end snippet
    }

    [Fact]
    public async Task Sample_Delegate()
    {
        // snippet: delegate
        static async Task<int> RunAsync(ContainerContext context)
        {
            // Raw bytes on 7; TLS on 8443, with a certificate of its own making.
            using var echo = context.Network.Listen(7, ContainerPort.Raw((stream, token) => stream.CopyToAsync(stream, token)));
            using var secret = context.Network.Listen(8443, ContainerPort.Tls(ContainerPort.Http((request, _) =>
                Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("over TLS") }))));
            await context.WriteLineAsync($"color is {context.Files.ReadAllText("/config/color")}");
            await context.DelayAsync(Timeout.InfiniteTimeSpan, context.Stopping);
            return 0;
        }

        var programs = ProgramCatalog.Default().Add("example.com/echo", () => ContainerProgram.From(RunAsync));
        // end snippet
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Programs = programs });
        await cluster.Objects.ApplyAsync("""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: config}
            data: {color: blue}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: echo}
            spec:
              volumes: [{name: config, configMap: {name: config}}]
              containers: [{name: c, image: example.com/echo, volumeMounts: [{name: config, mountPath: /config}]}]
            """);
        await cluster.Objects.WaitForReadyAsync("pods", "echo");
        using var http = new HttpClient(cluster.CreateHandler());

        Assert.Equal("over TLS", await http.GetStringAsync(new Uri("http://cluster/api/v1/namespaces/default/pods/https:echo:8443/proxy/")));
        Assert.Equal("color is blue\n", await http.GetStringAsync(new Uri("http://cluster/api/v1/namespaces/default/pods/echo/log")));
    }

    [Fact]
    public async Task Sample_Exec()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        await cluster.Objects.ApplyAsync("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"box"},"spec":{"containers":[{"name":"c","image":"busybox","command":["sleep","3600"]}]}}""");
        await cluster.Objects.WaitForReadyAsync("pods", "box");

        // snippet: exec
        using var socket = await cluster.ConnectWebSocketAsync(
            new Uri("ws://cluster/api/v1/namespaces/default/pods/box/exec?command=sh&command=-c&command=echo+$((6*7))&stdout=1&stderr=1"),
            headers: [],
            protocols: ["v4.channel.k8s.io"]);
        var (output, buffer) = (new StringBuilder(), new byte[4096]);
        while (await socket.ReceiveAsync(buffer, CancellationToken.None) is { Count: > 0 } message)
        {
            // The first byte is the channel: 1 output, 2 errors, 3 the result.
            if (buffer[0] == 1)
            {
                output.Append(Encoding.UTF8.GetString(buffer, 1, message.Count - 1));
            }
        }

        Assert.Equal("42\n", output.ToString());
        // end snippet
    }
}
