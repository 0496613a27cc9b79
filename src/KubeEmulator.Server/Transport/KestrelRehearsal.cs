using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;

namespace KubeEmulator.Server.Transport;

/// <summary>
/// Goes through what listening takes, without listening: beside the thread that starts a cluster, types are loaded, code is compiled
/// and the system's trusted roots are read by the time the cluster stands. A third of a program's start.
/// </summary>
internal static class KestrelRehearsal
{
    /// <summary>Goes through it.</summary>
    /// <param name="tls">Whether the server will speak TLS.</param>
    /// <returns>Whether all went well. What is wrong will be wrong when it is for real, and is said there.</returns>
    public static async Task<bool> RunAsync(bool tls)
    {
        try
        {
            using var certificates = new ClusterCertificates();
            _ = ClusterCertificates.KeyPem(certificates.Admin);
            var services = KestrelShell.Build(options => KestrelHost.Configure(options, new IPEndPoint(IPAddress.Loopback, 0), tls ? certificates.Serving : null));
            await using (services.ConfigureAwait(false))
            {
                return services.GetRequiredService<IServer>() is not null;
            }
        }
        catch (Exception)
        {
            return false;
        }
    }
}
