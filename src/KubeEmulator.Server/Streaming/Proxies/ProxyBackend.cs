using System.Net;
using KubeEmulator.Api;

namespace KubeEmulator.Server.Streaming.Proxies;

/// <summary>What a proxied request is sent to: a port of a pod, or nobody.</summary>
/// <param name="Scheme">The scheme asked for.</param>
/// <param name="Address">The address that is dialled.</param>
/// <param name="Port">The port, as a number or as the name that it was asked for by.</param>
/// <param name="Sandbox">The pod there; null where nothing runs.</param>
internal sealed record ProxyBackend(string Scheme, string Address, string Port, IPodSandbox? Sandbox)
{
    /// <summary>The authority of the target's URL.</summary>
    public string Authority
    {
        get
        {
            var host = Address.Contains(':') ? $"[{Address}]" : Address;
            return Port.Length == 0 ? host : $"{host}:{Port}";
        }
    }

    private int Number => Port.Length == 0 ? Scheme == "https" ? 443 : 80 : int.TryParse(Port, out var number) && number is > 0 and <= ushort.MaxValue ? number : 0;

    /// <summary>Sends a request.</summary>
    /// <exception cref="IOException">Nobody is there; in the words of Go's dialer.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var sandbox = Reach();
        try
        {
            return await (Scheme == "https"
                ? SecureBackend.SendAsync(sandbox, Number, request, cancellation)
                : sandbox.SendAsync(Number, request, cancellation)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException && IsRefusal(e))
        {
            throw Refused(e);
        }
    }

    /// <summary>Opens a connection.</summary>
    /// <exception cref="IOException">Nobody is there; in the words of Go's dialer.</exception>
    public async Task<Stream> ConnectAsync(CancellationToken cancellation)
    {
        var sandbox = Reach();
        try
        {
            return await (Scheme == "https" ? SecureBackend.ConnectAsync(sandbox, Number, cancellation) : sandbox.ConnectAsync(Number, cancellation)).ConfigureAwait(false);
        }
        catch (IOException e) when (IsRefusal(e))
        {
            throw Refused(e);
        }
    }

    // Inside of the pod it is its loopback that refuses; from outside it is the pod's address.
    private static bool IsRefusal(Exception e) => e.Message.Contains("refused", StringComparison.Ordinal);

    private IPodSandbox Reach()
    {
        if (Number == 0)
        {
            throw new IOException(Port.All(char.IsAsciiDigit) ? $"dial tcp: address {Port}: invalid port" : $"dial tcp: lookup tcp/{Port}: unknown port");
        }

        return Sandbox is { IsRunning: true } ? Sandbox : throw new IOException($"dial tcp {Dialled}: connect: no route to host");
    }

    private string Dialled => $"{(Address.Contains(':') ? $"[{Address}]" : Address)}:{Number}";

    private IOException Refused(Exception e) => new($"dial tcp {Dialled}: connect: connection refused", e);

    /// <summary>Whether an address may be proxied to at all: no loopback, no link-local, no multicast (Go's IsGlobalUnicast).</summary>
    public static bool IsAllowed(string address) =>
        IPAddress.TryParse(address, out var ip)
        && !IPAddress.IsLoopback(ip)
        && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any) && !ip.Equals(IPAddress.Broadcast)
        && !ip.IsIPv6LinkLocal && !ip.IsIPv6Multicast
        && !(ip.GetAddressBytes() is [169, 254, _, _] or [>= 224 and <= 239, _, _, _]);
}
