using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace KubeEmulator.Server.Transport;

/// <summary>The server on a loopback port. Kestrel alone: no host, no routing, no configuration, no logging.</summary>
public sealed class KestrelHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IServer _kestrel;
    private int _ended;

    private KestrelHost(ServiceProvider services, IServer kestrel, int port) => (_services, _kestrel, Port) = (services, kestrel, port);

    /// <summary>The port listened on.</summary>
    public int Port { get; }

    /// <summary>Listens on an address; where it cannot, nothing is left of it.</summary>
    /// <param name="server">Answers the requests.</param>
    /// <param name="address">The address of this machine.</param>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="certificate">The serving certificate with its key; null serves plain HTTP/1.1.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static Task<KestrelHost> StartAsync(ApiServer server, IPAddress address, int port, X509Certificate2? certificate) =>
        StartAsync(server, new IPEndPoint(address, port), null, certificate);

    /// <summary>Takes a free port of an address, to be served later.</summary>
    /// <exception cref="IOException">The address is not of this machine.</exception>
    internal static Socket Bind(IPAddress address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(new IPEndPoint(address, 0));
            return socket;
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            throw new IOException($"{address} cannot be listened on: {refused.Message}", refused);
        }
    }

    /// <summary>Serves a socket that is bound already.</summary>
    internal static Task<KestrelHost> StartAsync(ApiServer server, Socket bound, X509Certificate2? certificate) =>
        StartAsync(server, (IPEndPoint)bound.LocalEndPoint!, bound, certificate);

    private static async Task<KestrelHost> StartAsync(ApiServer server, IPEndPoint endPoint, Socket? socket, X509Certificate2? certificate)
    {
        ArgumentNullException.ThrowIfNull(server);
        var services = KestrelShell.Build(options => Configure(options, endPoint, certificate), socket);
        try
        {
            var kestrel = services.GetRequiredService<IServer>();
            await kestrel.StartAsync(new KestrelApplication(server.HandleAsync), CancellationToken.None).ConfigureAwait(false);
            var bound = kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return new KestrelHost(services, kestrel, new Uri(bound).Port);
        }
        catch (Exception failed)
        {
            await services.DisposeAsync().ConfigureAwait(false);
            throw failed.InnerException is AddressInUseException ? new IOException($"Port {endPoint.Port} is in use by another program: choose another one, or 0 for any that is free.", failed) : failed;
        }
    }

    /// <summary>Stops listening and ends what is open.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        using var now = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _kestrel.StopAsync(now.Token).ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
    }

    internal static void Configure(KestrelServerOptions options, IPEndPoint endPoint, X509Certificate2? certificate)
    {
        options.AddServerHeader = false;
        options.AllowSynchronousIO = false;

        // The handlers read at most 3 MiB and say so in a Status; Kestrel's own limit would answer with an empty 413.
        options.Limits.MaxRequestBodySize = null;
        options.Limits.Http2.MaxStreamsPerConnection = 1000;

        // A few blocks of a list, so that it need not wait for the client at each.
        options.Limits.MaxResponseBufferSize = 256 * 1024;
        options.Listen(endPoint, listen =>
        {
            if (certificate is null)
            {
                // Without TLS there is no ALPN: HTTP/1.1, and HTTP/2 for who begins with it would break WebSockets.
                listen.Protocols = HttpProtocols.Http1;
                return;
            }

            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.Use(TlsBlocks.Lend);
            listen.UseHttps(ServerTls.Showing(certificate));
            listen.Use(TlsBlocks.TakeBack);
        });
    }
}
