using System.Text;
using KubeEmulator.Server.Transport;

namespace KubeEmulator;

/// <summary>A kubeconfig of one cluster, one user and one context, all named <c>kube-emulator</c>.</summary>
internal static class KubeconfigText
{
    /// <summary>For the administrator, or for whom a token stands.</summary>
    public static string Write(Uri address, ClusterCertificates certificates, string? token = null)
    {
        var isTls = address.Scheme == Uri.UriSchemeHttps;
        var server = address.GetLeftPart(UriPartial.Authority);
        var authority = isTls ? $"\n    certificate-authority-data: {Base64(certificates.AuthorityPem)}" : "";
        var user = token is not null ? $"\n    token: {token}"
            : isTls ? $"\n    client-certificate-data: {Base64(certificates.Admin.ExportCertificatePem())}\n    client-key-data: {Base64(ClusterCertificates.KeyPem(certificates.Admin))}"
            : " {}";
        return $"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: kube-emulator
              cluster:
                server: {server}{authority}
            users:
            - name: kube-emulator
              user:{user}
            contexts:
            - name: kube-emulator
              context:
                cluster: kube-emulator
                user: kube-emulator
            current-context: kube-emulator
            preferences: {"{}"}

            """;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
