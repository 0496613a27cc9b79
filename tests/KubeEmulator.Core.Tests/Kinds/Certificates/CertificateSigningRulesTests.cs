using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace KubeEmulator.Core.Tests.Kinds.Certificates;

public class CertificateSigningRulesTests
{
    private const string Approved = "status.conditions.0={\"type\":\"Approved\",\"status\":\"True\"}";
    private static readonly (string Request, string Certificate) Pem = MakePem();

    private static string Valid =>
        $"{{\"apiVersion\":\"certificates.k8s.io/v1\",\"kind\":\"CertificateSigningRequest\",\"metadata\":{{\"name\":\"c\"}},\"spec\":{{\"request\":\"{Pem.Request}\",\"signerName\":\"example.com/signer\",\"usages\":[\"client auth\"]}}}}";

    [Theory]
    [InlineData("spec.request=\"bm90\"", "spec.request: Invalid value: \"bm90\": PEM block type must be CERTIFICATE REQUEST")]
    [InlineData("spec.usages=[]", "spec.usages: Required value")]
    [InlineData("spec.usages=[\"client auth\",\"client auth\"]", "spec.usages[1]: Duplicate value: \"client auth\"")]
    [InlineData("spec.usages=[\"magic\"]", "spec.usages[0]: Unsupported value: \"magic\": supported values: \"any\", \"cert sign\", \"client auth\", \"code signing\", \"content commitment\", \"crl sign\", \"data encipherment\", \"decipher only\", \"digital signature\", \"email protection\", \"encipher only\", \"ipsec end system\", \"ipsec tunnel\", \"ipsec user\", \"key agreement\", \"key encipherment\", \"microsoft sgc\", \"netscape sgc\", \"ocsp signing\", \"s/mime\", \"server auth\", \"signing\", \"timestamping\"")]
    [InlineData("spec.signerName=\"kubernetes.io/legacy-unknown\"", "spec.signerName: Invalid value: \"kubernetes.io/legacy-unknown\": the legacy signerName is not allowed via this API version")]
    [InlineData("spec.signerName=\"short\"", "spec.signerName: Invalid value: \"short\": must be a fully qualified domain and path of the form 'example.com/signer-name'")]
    [InlineData("spec.expirationSeconds=599", "spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 600 seconds (10 minutes)")]
    public async Task Request_Broken_TellsWhy(string edits, string error) =>
        Assert.Contains(error, await RuleTable.CreateAsync("certificates.k8s.io", "v1", "certificatesigningrequests", Valid, edits));

    [Fact]
    public async Task Request_WithForgedSignature_IsRefused()
    {
        var pem = Encoding.UTF8.GetString(Convert.FromBase64String(Pem.Request));
        PemEncoding.TryFind(pem, out var fields);
        var der = Convert.FromBase64String(pem[fields.Base64Data]);
        der[^1] ^= 1;
        var forged = Convert.ToBase64String(Encoding.UTF8.GetBytes(PemEncoding.WriteString("CERTIFICATE REQUEST", der)));
        var errors = await RuleTable.CreateAsync("certificates.k8s.io", "v1", "certificatesigningrequests", Valid, $"spec.request=\"{forged}\"");
        Assert.Contains(errors, error => error.EndsWith(": x509: ECDSA verification failure", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("approval", Approved + ";;status.conditions.1={\"type\":\"Denied\",\"status\":\"True\"}", "status.conditions: Invalid value: \"Denied\": Approved and Denied conditions are mutually exclusive")]
    [InlineData("approval", "status.conditions.0={\"type\":\"Approved\",\"status\":\"False\"}", "status.conditions[0].status: Unsupported value: \"False\": supported values: \"True\"")]
    [InlineData("approval", "status.conditions.0={\"status\":\"True\"}", "status.conditions[0].type: Required value")]
    [InlineData("approval", "status.conditions.0={\"type\":\"x\"}", "status.conditions[0].status: Required value")]
    [InlineData("approval", "status.conditions=[{\"type\":\"x\",\"status\":\"True\"},{\"type\":\"x\",\"status\":\"True\"}]", "status.conditions[1].type: Duplicate value: \"x\"")]
    [InlineData("status", Approved, "status.conditions: Forbidden: updates may not add a condition of type \"Approved\"")]
    [InlineData("status", "status.certificate=\"bm90\"", "status.certificate: Invalid value: \"<certificate data>\": must contain at least one CERTIFICATE PEM block")]
    public async Task Status_Broken_TellsWhy(string subresource, string edits, string error) =>
        Assert.Contains(error, await RuleTable.UpdateAsync("certificates.k8s.io", "v1", "certificatesigningrequests", Valid, edits, subresource));

    [Fact]
    public async Task Certificate_OnceIssued_StaysAsItIs()
    {
        var (cluster, type) = RuleTable.Cluster("certificates.k8s.io", "v1", "certificatesigningrequests");
        var created = await cluster.Api.CreateAsync(type, "", RuleTable.Edited(Valid, ""), KubeEmulator.Api.WriteOptions.None, cluster.Request);
        var issued = RuleTable.Edited(created.Root.ToString(), $"status.certificate=\"{Pem.Certificate}\"");
        var stored = (await cluster.Api.UpdateAsync(type, "", "c", "status", issued, KubeEmulator.Api.WriteOptions.None, cluster.Request)).Object;
        var again = RuleTable.Edited(stored.Root.ToString(), $"status.certificate=\"{MakePem().Certificate}\"");
        var refused = await Assert.ThrowsAsync<KubeEmulator.Objects.ApiException>(async () =>
            await cluster.Api.UpdateAsync(type, "", "c", "status", again, KubeEmulator.Api.WriteOptions.None, cluster.Request));
        Assert.EndsWith("status.certificate: Forbidden: updates may not modify existing certificate content", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approval_Withdrawn_IsRefused()
    {
        var (cluster, type) = RuleTable.Cluster("certificates.k8s.io", "v1", "certificatesigningrequests");
        var created = await cluster.Api.CreateAsync(type, "", RuleTable.Edited(Valid, ""), KubeEmulator.Api.WriteOptions.None, cluster.Request);
        var approved = (await cluster.Api.UpdateAsync(type, "", "c", "approval", RuleTable.Edited(created.Root.ToString(), Approved), KubeEmulator.Api.WriteOptions.None, cluster.Request)).Object;
        var withdrawn = RuleTable.Edited(approved.Root.ToString(), "status.conditions=[]");
        var refused = await Assert.ThrowsAsync<KubeEmulator.Objects.ApiException>(async () =>
            await cluster.Api.UpdateAsync(type, "", "c", "approval", withdrawn, KubeEmulator.Api.WriteOptions.None, cluster.Request));
        Assert.Contains("updates may not remove a condition of type \"Approved\"", refused.Message, StringComparison.Ordinal);
    }

    private static (string Request, string Certificate) MakePem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=user", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return (Base64(request.CreateSigningRequestPem()), Base64(certificate.ExportCertificatePem()));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
