using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>
/// A kubelet may write its own node and its own pods, and of them only what is its business; here on by default, as every cluster
/// tool has it. Upstream: <c>plugin/pkg/admission/noderestriction</c>.
/// </summary>
internal sealed class NodeRestrictionPlugin : AdmissionPlugin
{
    private const string UserPrefix = "system:node:";
    private const string LeaseNamespace = "kube-node-lease";

    public override string Name => "NodeRestriction";

    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation != Operation.Connect
        && attributes.Request.User.Name.StartsWith(UserPrefix, StringComparison.Ordinal)
        && attributes.Request.User.Groups.Contains("system:nodes");

    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var node = attributes.Request.User.Name[UserPrefix.Length..];
        if (node.Length == 0)
        {
            throw attributes.Forbidden($"could not determine node from user {GoText.Quote(attributes.Request.User.Name)}");
        }

        switch (attributes.Type.Group, attributes.Type.Plural)
        {
            case ("", "pods"):
                NodePods.Check(attributes, node);
                break;
            case ("", "nodes"):
                CheckNode(attributes, node);
                break;
            case ("", "persistentvolumeclaims"):
                CheckClaim(attributes, node);
                break;
            case ("", "serviceaccounts"):
                NodeTokens.Check(attributes, node);
                break;
            case ("coordination.k8s.io", "leases"):
                Require(attributes, attributes.Namespace == LeaseNamespace, $"can only access leases in the {GoText.Quote(LeaseNamespace)} system namespace");
                Require(attributes, NameOf(attributes) == node, "can only access node lease with the same name as the requesting node");
                break;
            case ("storage.k8s.io", "csinodes"):
                Require(attributes, NameOf(attributes) == node, "can only access CSINode with the same name as the requesting node");
                break;
            case ("resource.k8s.io", "resourceslices"):
                CheckSlice(attributes, node);
                break;
            case ("certificates.k8s.io", "certificatesigningrequests"):
                CheckCertificate(attributes, node);
                break;
            default:
                break;
        }

        return ValueTask.CompletedTask;
    }

    private static void Require(AdmissionAttributes attributes, bool holds, string otherwise)
    {
        if (!holds)
        {
            throw attributes.Forbidden(otherwise);
        }
    }

    // A create names its object in the body only.
    private static string NameOf(AdmissionAttributes attributes) =>
        attributes.Operation == Operation.Create ? attributes.Object?.StringAt("metadata", "name") ?? "" : attributes.Name;

    private static void CheckNode(AdmissionAttributes attributes, string node)
    {
        var quoted = GoText.Quote(node);
        Require(attributes, attributes.Name == node, $"node {quoted} is not allowed to modify node {GoText.Quote(attributes.Name)}");
        var (spec, old) = (attributes.Spec(), attributes.OldObject?.Map("spec") ?? MapValue.Empty);
        var labels = NodeLabels.Forbidden(attributes.Object?.Map("metadata")?.Map("labels"), attributes.OldObject?.Map("metadata")?.Map("labels"));
        switch (attributes.Operation)
        {
            case Operation.Create:
                Require(attributes, !spec.ContainsKey("configSource"), $"node {quoted} is not allowed to create pods with a non-nil configSource");
                Require(attributes, labels.Count == 0, $"node {quoted} is not allowed to set the following labels: {string.Join(", ", labels)}");
                break;
            case Operation.Update:
                Require(attributes, spec["configSource"] is not { } source || source == old["configSource"], $"node {quoted} is not allowed to update configSource to a new non-nil configSource");
                Require(attributes, spec["taints"] == old["taints"], $"node {quoted} is not allowed to modify taints");
                Require(attributes, attributes.Object!.At("metadata", "ownerReferences") == attributes.OldObject!.At("metadata", "ownerReferences"), $"node {quoted} is not allowed to modify ownerReferences");
                Require(attributes, labels.Count == 0, $"is not allowed to modify labels: {string.Join(", ", labels)}");
                break;
            default:
                break;
        }
    }

    private static void CheckClaim(AdmissionAttributes attributes, string node)
    {
        Require(attributes, attributes.Subresource == "status", "may only update PVC status");
        Require(attributes, attributes.Operation == Operation.Update, $"unexpected operation {GoText.Quote(RuleMatch.OperationText(attributes.Operation))}");
        var (claim, old) = (Compared(attributes.Object!), Compared(attributes.OldObject!));
        Require(attributes, claim == old, $"node {GoText.Quote(node)} is not allowed to update fields other than status.quantity and status.conditions");
    }

    private static MapValue Compared(MapValue claim) => claim
        .EditMap("metadata", metadata => metadata.Without("resourceVersion").Without("managedFields"))
        .EditMap("status", status => status.Without("capacity").Without("conditions").Without("allocatedResources").Without("allocatedResourceStatuses"));

    private static void CheckSlice(AdmissionAttributes attributes, string node)
    {
        if (attributes.Operation == Operation.Create)
        {
            Require(attributes, attributes.Spec().String("nodeName") == node, "can only create ResourceSlice with the same NodeName as the requesting node");
        }
        else if (attributes.Operation == Operation.Delete)
        {
            Require(attributes, attributes.OldObject?.StringAt("spec", "nodeName") == node, "can only delete ResourceSlice with the same NodeName as the requesting node");
        }
    }

    private static void CheckCertificate(AdmissionAttributes attributes, string node)
    {
        if (attributes.Operation != Operation.Create || attributes.Spec().String("signerName") is not ("kubernetes.io/kubelet-serving" or "kubernetes.io/kube-apiserver-client-kubelet"))
        {
            return;
        }

        try
        {
            var pem = Encoding.UTF8.GetString(Convert.FromBase64String(attributes.Spec().StringOrEmpty("request")));
            var request = CertificateRequest.LoadSigningRequestPem(pem, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.SkipSignatureValidation);
            var name = request.SubjectName.EnumerateRelativeDistinguishedNames().FirstOrDefault(part => !part.HasMultipleElements && part.GetSingleElementType().Value == "2.5.4.3");
            Require(attributes, name?.GetSingleElementValue() == UserPrefix + node, $"can only create a node CSR with CN={UserPrefix}{node}");
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException or CryptographicException)
        {
            throw attributes.Forbidden($"unable to parse csr: {malformed.Message}");
        }
    }
}
