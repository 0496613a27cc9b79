using KubeEmulator;
using KubeEmulator.Nodes.Containers;
using KubeEmulator.Runtime;

namespace Recipes;

/// <summary>C# behind an image.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task Program_IsReachedByItsServicesName()
    {
        // snippet: program
        var programs = ProgramCatalog.Default().Add("example.com/greeter", () => new ScriptedProgram()
            .Line("listening")
            .Serve(8080, ContainerPort.Http((request, _) => Task.FromResult(new HttpResponseMessage { Content = new StringContent("hello") })))
            .OnExec("cat /version", "1.2\n"));
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Programs = programs, Clock = ClusterClock.Manual() });

        await cluster.Objects.ApplyAsync("""
            apiVersion: v1
            kind: Pod
            metadata: {name: greeter, labels: {app: greeter}}
            spec: {containers: [{name: greeter, image: "example.com/greeter:1.2"}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: greeter}
            spec: {selector: {app: greeter}, ports: [{port: 80, targetPort: 8080}]}
            """);
        await cluster.Objects.WaitForReadyAsync("Pod", "greeter");
        await cluster.QuietAsync();

        using var http = new HttpClient(cluster.Network.CreateHandler());
        Assert.Equal("hello", await http.GetStringAsync("http://greeter.default.svc/"));
        // end snippet
    }
}
