using KubeEmulator.Api;

namespace KubeEmulator.Bootstrap;

/// <summary>The CA of a template, which is only ever named: nobody asks for certificates before a cluster has started.</summary>
internal sealed class TemplateSigner(string authorityPem) : IClusterSigner
{
    // As ClusterSigner ends it.
    public string CertificateAuthorityPem => authorityPem + "\n";

    public string Sign(string requestPem, IReadOnlyList<string> usages, TimeSpan lifetime) =>
        throw new NotSupportedException("A template signs nothing.");
}
