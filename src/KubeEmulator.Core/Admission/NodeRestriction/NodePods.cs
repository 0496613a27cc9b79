using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>What a kubelet may do with pods: mirror its static ones, tell their status, evict and delete its own. Upstream: <c>noderestriction/admission.go</c>.</summary>
internal static class NodePods
{
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";

    public static void Check(AdmissionAttributes attributes, string node)
    {
        switch (attributes.Subresource, attributes.Operation)
        {
            case ("", Operation.Create):
                CheckMirror(attributes, node);
                break;
            case ("", Operation.Delete):
                RequireOwn(attributes, Existing(attributes, attributes.Name), node, $"node {GoText.Quote(node)} can only delete pods with spec.nodeName set to itself");
                break;
            case ("", _):
                throw attributes.Forbidden($"unexpected operation {Quoted(attributes)}, node {GoText.Quote(node)} can only create and delete mirror pods");
            case ("status", Operation.Update):
                CheckStatus(attributes, node);
                break;
            case ("status", _):
                throw attributes.Forbidden($"unexpected operation {Quoted(attributes)}");
            case ("eviction", Operation.Create):
                RequireOwn(attributes, Existing(attributes, attributes.Name), node, $"node {node} can only evict pods with spec.nodeName set to itself");
                break;
            case ("eviction", _):
                throw attributes.Forbidden($"unexpected operation {RuleMatch.OperationText(attributes.Operation)}");
            default:
                throw attributes.Forbidden($"unexpected pod subresource {GoText.Quote(attributes.Subresource)}, only 'status' and 'eviction' are allowed");
        }
    }

    /// <summary>An existing pod of the request's namespace.</summary>
    /// <exception cref="ApiException">404.</exception>
    public static KubeObject Existing(AdmissionAttributes attributes, string name) =>
        attributes.Find("", "pods", name, attributes.Namespace) ?? throw StatusDocument.NotFound(new GroupResource("", "pods"), name).ToException();

    private static string Quoted(AdmissionAttributes attributes) => GoText.Quote(RuleMatch.OperationText(attributes.Operation));

    private static void RequireOwn(AdmissionAttributes attributes, KubeObject pod, string node, string why)
    {
        if (pod.Spec.StringOrEmpty("nodeName") != node)
        {
            throw attributes.Forbidden(why);
        }
    }

    private static void CheckStatus(AdmissionAttributes attributes, string node)
    {
        var (old, pod, quoted) = (new KubeObject(attributes.OldObject!), new KubeObject(attributes.Object!), GoText.Quote(node));
        RequireOwn(attributes, old, node, $"node {quoted} can only update pod status for pods with spec.nodeName set to itself");
        if (!old.Metadata.Labels.Equals(pod.Metadata.Labels))
        {
            throw attributes.Forbidden($"node {quoted} cannot update labels through pod status");
        }

        if (old.Status["resourceClaimStatuses"] != pod.Status["resourceClaimStatuses"])
        {
            throw attributes.Forbidden($"node {quoted} cannot update resource claim statues");
        }

        if (old.Status["extendedResourceClaimStatus"] != pod.Status["extendedResourceClaimStatus"])
        {
            throw attributes.Forbidden($"node {quoted} cannot update extended resource claim status");
        }
    }

    private static void CheckMirror(AdmissionAttributes attributes, string node)
    {
        var (pod, quoted) = (new KubeObject(attributes.Object!), GoText.Quote(node));
        if (!pod.Metadata.Annotations.ContainsKey(MirrorAnnotation))
        {
            throw attributes.Forbidden($"pod does not have {GoText.Quote(MirrorAnnotation)} annotation, node {quoted} can only create mirror pods");
        }

        RequireOwn(attributes, pod, node, $"node {quoted} can only create pods with spec.nodeName set to itself");
        MapValue[] owners = [.. pod.Metadata.Root.Maps("ownerReferences")];
        if (owners.Length > 1)
        {
            throw attributes.Forbidden($"node {quoted} can only create pods with a single owner reference set to itself");
        }

        if (owners.Length == 0 || owners[0].String("apiVersion") != "v1" || owners[0].String("kind") != "Node" || owners[0].String("name") != node)
        {
            throw attributes.Forbidden($"node {quoted} can only create pods with an owner reference set to itself");
        }

        CheckOwner(attributes, owners[0], node);
        if (PodReferences.First(pod.Spec) is { } reference)
        {
            throw attributes.Forbidden($"node {quoted} can not create pods that reference {reference}");
        }
    }

    private static void CheckOwner(AdmissionAttributes attributes, MapValue owner, string node)
    {
        var quoted = GoText.Quote(node);
        if (owner.Bool("controller") != true)
        {
            throw attributes.Forbidden($"node {quoted} can only create pods with a controller owner reference set to itself");
        }

        if (owner.Bool("blockOwnerDeletion") == true)
        {
            throw attributes.Forbidden($"node {quoted} must not set blockOwnerDeletion on an owner reference");
        }

        var found = attributes.Find("", "nodes", node) ?? throw StatusDocument.NotFound(new GroupResource("", "nodes"), node).ToException();
        if (owner.StringOrEmpty("uid") != found.Metadata.Uid)
        {
            throw attributes.Forbidden($"node {node} UID mismatch: expected {owner.StringOrEmpty("uid")} got {found.Metadata.Uid}");
        }
    }
}
