using System.Security.Cryptography.X509Certificates;

namespace KubeEmulator.Api;

/// <summary>Finds out who sends a request. Thread-safe.</summary>
public interface IAuthenticator
{
    /// <summary>
    /// The user behind a bearer token and a client certificate (either may be null): anonymous where none is given,
    /// null where a credential is given and wrong (a 401).
    /// </summary>
    UserInfo? Authenticate(string? bearerToken, X509Certificate2? clientCertificate);
}
