using System.Net;
using System.Net.Sockets;
using KubeEmulator.Bootstrap;
using KubeEmulator.Server.Transport;

namespace KubeEmulator;

/// <summary>Ports of this machine, for other programs.</summary>
public sealed partial class EmulatedCluster
{
    private readonly List<Task<KestrelHost>> _hosts = [];
    private volatile string _address = "127.0.0.1:6443";
    private int _securePort;

    /// <summary>Listens on a loopback port and returns where.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="tls">Whether to speak TLS.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public Task<Uri> ListenAsync(int port = 0, bool tls = true) => ListenOnAsync(IPAddress.Loopback, port, tls);

    /// <summary>
    /// Listens on an address of this machine, as a container must, and returns where programs on the machine find it. The certificate
    /// is for loopback addresses and names of the Service <c>kubernetes</c>.
    /// </summary>
    /// <param name="address">The address; <see cref="IPAddress.Any"/> for all. Who reaches it can do all that its credentials allow.</param>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="tls">Whether to speak TLS.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public async Task<Uri> ListenOnAsync(IPAddress address, int port = 0, bool tls = true)
    {
        ArgumentNullException.ThrowIfNull(address);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return await ToldAsync(KestrelHost.StartAsync(Server, address, port, tls ? Certificates.Serving : null), tls).ConfigureAwait(false);
    }

    /// <summary>Serves a socket that is bound, to the port that the options said, so that what names the port is true from the start.</summary>
    internal async Task<Uri> ListenOnAsync(Socket bound, bool tls)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return await ToldAsync(KestrelHost.StartAsync(Server, bound, tls ? Certificates.Serving : null), tls).ConfigureAwait(false);
    }

    /// <summary>
    /// Takes a free loopback port at once, without waiting for anything: who connects before the server behind it stands, waits in the
    /// port's queue. For what has to give an address synchronously, as a property does.
    /// </summary>
    internal Uri Listen()
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        var socket = KestrelHost.Bind(IPAddress.Loopback);
        try
        {
            socket.Listen();
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        Keep(ServeAsync(socket, port));
        return new Uri($"https://127.0.0.1:{port}");
    }

    // What was started is kept first: whatever fails after it, somebody ends it.
    private async Task<Uri> ToldAsync(Task<KestrelHost> starting, bool tls)
    {
        var host = await starting.ConfigureAwait(false);
        Keep(Task.FromResult(host));
        await AnnounceAsync(host.Port).ConfigureAwait(false);
        return new Uri($"{(tls ? "https" : "http")}://127.0.0.1:{host.Port}");
    }

    private async Task<KestrelHost> ServeAsync(Socket socket, int port)
    {
        try
        {
            // The certificate may have to be made first, which takes a moment.
            await Task.Yield();

            // Told first: after the start, a failure would leave a server behind that nobody ends.
            await AnnounceAsync(port).ConfigureAwait(false);
            return await KestrelHost.StartAsync(Server, socket, Certificates.Serving).ConfigureAwait(false);
        }
        catch
        {
            // So that clients are told, rather than wait for ever.
            socket.Dispose();
            throw;
        }
    }

    private void Keep(Task<KestrelHost> host)
    {
        lock (_hosts)
        {
            _hosts.Add(host);
        }
    }

    private async Task AnnounceAsync(int port)
    {
        _address = $"127.0.0.1:{port}";
        if (port != _securePort)
        {
            _securePort = port;
            await Bootstrapper.AdvertiseAsync(_services, port).ConfigureAwait(false);
        }
    }

    private async Task StopListeningAsync()
    {
        foreach (var starting in _hosts)
        {
            await ((Task)starting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (starting.IsCompletedSuccessfully)
            {
                await (await starting.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
