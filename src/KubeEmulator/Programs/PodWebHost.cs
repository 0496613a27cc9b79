using KubeEmulator.Nodes.Containers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace KubeEmulator.Programs;

/// <summary>Puts ASP.NET Core applications into simulated pods.</summary>
public static class PodWebHost
{
    /// <summary>
    /// Lets Kestrel listen in the pod's network instead of on sockets: whatever it is told to bind (<c>http://*:8080</c>, a
    /// <c>ListenAnyIP</c> with TLS) are ports of the pod, reached by Services, probes, port-forward and proxies, WebSockets and all.
    /// </summary>
    /// <param name="host">The application's host; its server must be Kestrel, as it is by default.</param>
    /// <param name="context">The container that the application runs in.</param>
    public static IWebHostBuilder UsePodNetwork(this IWebHostBuilder host, ContainerContext context)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(context);

        // Kestrel asks the transport that was registered last.
        return host.ConfigureServices(services => services.AddSingleton<IConnectionListenerFactory>(new PodListenerFactory(context.Network)));
    }
}
