using KubeEmulator.Nodes.Containers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEmulator.Programs;

/// <summary>A small ASP.NET Core application as a container's program.</summary>
public static class WebProgram
{
    /// <summary>
    /// A program that serves endpoints on one port of the pod until it is asked to end:
    /// <c>WebProgram.Create(8080, (app, pod) => app.MapGet("/", () => "hello"))</c>. It reads no configuration and writes no log of its own.
    /// </summary>
    /// <param name="port">The port, of plain HTTP.</param>
    /// <param name="map">Adds the endpoints; called once for each container that starts.</param>
    public static ContainerProgram Create(int port, Action<WebApplication, ContainerContext> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return ContainerProgram.From(async context =>
        {
            var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
            builder.Logging.ClearProviders();
            builder.WebHost.UsePodNetwork(context).UseUrls($"http://*:{port}");
            await using var app = builder.Build();
            map(app, context);
            await app.StartAsync(context.Killed);
            var asked = new TaskCompletionSource();
            await using (context.Stopping.Register(() => asked.TrySetResult()))
            {
                await asked.Task;
            }

            await app.StopAsync(context.Killed);
            return 0;
        });
    }
}
