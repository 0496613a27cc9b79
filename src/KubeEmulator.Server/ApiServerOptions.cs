using KubeEmulator.Api;

namespace KubeEmulator.Server;

/// <summary>What an <see cref="ApiServer"/> is made of.</summary>
public sealed class ApiServerOptions
{
    /// <summary>The cluster behind the server.</summary>
    public required ClusterServices Services { get; init; }

    /// <summary>Finds out who asks; null takes everybody for the cluster administrator.</summary>
    public IAuthenticator? Authenticator { get; init; }

    /// <summary>Hears of every request; null for nobody.</summary>
    public IRequestObserver? Observer { get; init; }

    /// <summary>The calls of the emulator's own control API.</summary>
    public IReadOnlyList<IControlEndpoint> Control { get; init; } = [];

    /// <summary>The address that the cluster gives out for itself, as <c>host:port</c>.</summary>
    public Func<string> AdvertisedAddress { get; init; } = () => "192.0.2.10:6443";

    /// <summary>The address under which clients reach the server, as <c>host:port</c>; asked anew for each document that names it.</summary>
    public Func<string> Address { get; init; } = () => "127.0.0.1:6443";
}
