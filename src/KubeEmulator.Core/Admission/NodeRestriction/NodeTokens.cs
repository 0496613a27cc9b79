using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>Which tokens a kubelet may ask for: of its own pods, for audiences that they mount. Upstream: <c>admitServiceAccount</c>.</summary>
internal static class NodeTokens
{
    public static void Check(AdmissionAttributes attributes, string node)
    {
        if (attributes.Operation != Operation.Create || attributes.Subresource != "token")
        {
            return;
        }

        var reference = attributes.Spec().Map("boundObjectRef");
        if (reference is null || reference.String("apiVersion") != "v1" || reference.String("kind") != "Pod" || reference.StringOrEmpty("name").Length == 0)
        {
            throw attributes.Forbidden("node requested token not bound to a pod");
        }

        var uid = reference.StringOrEmpty("uid");
        if (uid.Length == 0)
        {
            throw attributes.Forbidden("node requested token with a pod binding without a uid");
        }

        var pod = NodePods.Existing(attributes, reference.StringOrEmpty("name"));
        if (pod.Metadata.Uid != uid)
        {
            throw attributes.Forbidden($"the UID in the bound object reference ({uid}) does not match the UID in record. The object might have been deleted and then recreated");
        }

        if (pod.Spec.StringOrEmpty("nodeName") != node)
        {
            throw attributes.Forbidden("node requested token bound to a pod scheduled on a different node");
        }

        CheckAudience(attributes, pod);
    }

    private static void CheckAudience(AdmissionAttributes attributes, KubeObject pod)
    {
        string[] audiences = [.. attributes.Spec().Strings("audiences")];
        if (audiences.Length > 1)
        {
            throw attributes.Forbidden("node may only request 0 or 1 audiences");
        }

        var audience = audiences.FirstOrDefault() ?? "";
        if (pod.Spec.Maps("volumes").Any(volume => Mounts(attributes, pod, volume, audience)) || MayAskForAny(attributes, audience))
        {
            return;
        }

        throw attributes.Forbidden($"audience {GoText.Quote(audience)} not found in pod spec volume, {attributes.Request.User.Name} is not authorized to request tokens for this audience");
    }

    private static bool Mounts(AdmissionAttributes attributes, KubeObject pod, MapValue volume, string audience)
    {
        if ((volume.Map("projected")?.Maps("sources") ?? []).Any(s => s.Map("serviceAccountToken") is { } token && token.StringOrEmpty("audience") == audience))
        {
            return true;
        }

        var claim = volume.StringAt("persistentVolumeClaim", "claimName") ?? (volume.ContainsKey("ephemeral") ? $"{pod.Name}-{volume.StringOrEmpty("name")}" : null);
        var driver = claim is null ? volume.StringAt("csi", "driver") : DriverOf(attributes, pod, claim);
        return driver is not null
            && attributes.Find("storage.k8s.io", "csidrivers", driver) is { } found
            && found.Spec.Maps("tokenRequests").Any(request => request.StringOrEmpty("audience") == audience);
    }

    private static string? DriverOf(AdmissionAttributes attributes, KubeObject pod, string claim) =>
        attributes.Find("", "persistentvolumeclaims", claim, pod.Namespace)?.Spec.String("volumeName") is { Length: > 0 } volume
            ? attributes.Find("", "persistentvolumes", volume)?.Spec.StringAt("csi", "driver")
            : null;

    private static bool MayAskForAny(AdmissionAttributes attributes, string audience) => attributes.Services.Authorizer.Authorize(
        new AuthorizationQuestion(attributes.Request.User, "request-serviceaccounts-token-audience")
        {
            Group = "",
            Version = "v1",
            Resource = audience,
            Namespace = attributes.Namespace,
            Name = attributes.Name,
        }).Allowed;
}
