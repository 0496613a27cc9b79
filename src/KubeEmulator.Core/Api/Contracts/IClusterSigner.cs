namespace KubeEmulator.Api;

/// <summary>Signs certificates with the cluster's CA.</summary>
public interface IClusterSigner
{
    /// <summary>The CA certificate as PEM.</summary>
    string CertificateAuthorityPem { get; }

    /// <summary>Signs a PEM certificate request with the given usages (Kubernetes' names) for a time; returns a PEM certificate.</summary>
    /// <exception cref="ArgumentException">The request is malformed.</exception>
    string Sign(string requestPem, IReadOnlyList<string> usages, TimeSpan lifetime);
}
