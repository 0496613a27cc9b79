using System.Security.Cryptography;
using KubeEmulator.Server.Transport;

namespace KubeEmulator.State;

/// <summary>
/// The keys of a cluster: its CA with what it signed, and the key of its service account tokens. A fork has those of its origin, so
/// that kubeconfigs and tokens go on in both; the last of them to end disposes the keys. Thread-safe.
/// </summary>
internal sealed class ClusterIdentity
{
    private int _holders = 1;

    public ClusterCertificates Certificates { get; } = new();

    public Lazy<ECDsa> TokenKey { get; } = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>One more cluster that uses the keys.</summary>
    public ClusterIdentity Share()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    /// <summary>One cluster less.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) > 0)
        {
            return;
        }

        Certificates.Dispose();
        if (TokenKey.IsValueCreated)
        {
            TokenKey.Value.Dispose();
        }
    }
}
