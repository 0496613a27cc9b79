using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>Which secrets a pod refers to, and whether its service account lets it; <c>plugin/pkg/admission/serviceaccount</c>.</summary>
internal static class MountableSecrets
{
    private static readonly (string Field, string Words)[] ContainerFields = [("initContainers", "init container"), ("containers", "container")];
    private static readonly (string Field, string Words)[] EphemeralFields = [("ephemeralContainers", "ephemeral container")];

    /// <summary>The first reference that the account does not cover; null where there is none.</summary>
    public static string? Fault(KubeObject account, MapValue spec, bool onlyEphemeral)
    {
        var allowed = account.Root.Maps("secrets").Select(s => s.StringOrEmpty("name")).ToHashSet(StringComparer.Ordinal);
        var why = $"is not allowed because service account {account.Name} does not reference that";
        if (onlyEphemeral)
        {
            return ContainerFault(spec, EphemeralFields, allowed, why);
        }

        var volume = spec.Maps("volumes").Select(v => v.Map("secret")?.StringOrEmpty("secretName")).FirstOrDefault(name => name is not null && !allowed.Contains(name));
        return volume is not null
            ? $"volume with secret.secretName=\"{volume}\" {why} secret"
            : ContainerFault(spec, ContainerFields, allowed, why) ?? PullSecretFault(account, spec, why);
    }

    /// <summary>Whether a pod names any secret at all; the places are those of <c>pkg/api/pod</c>'s VisitPodSecretNames.</summary>
    public static bool ReferencesAny(MapValue spec) =>
        spec.List("imagePullSecrets") is { Count: > 0 }
        || ContainerFields.Concat(EphemeralFields).SelectMany(f => spec.Maps(f.Field)).Any(RefersToSecret)
        || spec.Maps("volumes").Any(RefersToSecretInVolume);

    private static bool RefersToSecret(MapValue container) =>
        container.Maps("env").Any(e => e.At("valueFrom", "secretKeyRef") is MapValue) || container.Maps("envFrom").Any(e => e.Map("secretRef") is not null);

    private static bool RefersToSecretInVolume(MapValue volume)
    {
        if (volume.Map("secret") is not null || volume.StringAt("azureFile", "secretName") is { Length: > 0 })
        {
            return true;
        }

        if ((volume.Map("projected")?.Maps("sources") ?? []).Any(s => s.Map("secret") is not null))
        {
            return true;
        }

        return new[] { "cephfs", "cinder", "flexVolume", "rbd", "scaleIO", "iscsi", "storageos" }.Any(kind => volume.Map(kind)?.Map("secretRef") is not null)
            || volume.Map("csi")?.Map("nodePublishSecretRef") is not null;
    }

    private static string? ContainerFault(MapValue spec, (string Field, string Words)[] fields, HashSet<string> allowed, string why)
    {
        foreach (var (field, words) in fields)
        {
            foreach (var container in spec.Maps(field))
            {
                var head = $"{words} {container.StringOrEmpty("name")} with";
                foreach (var env in container.Maps("env"))
                {
                    if (env.At("valueFrom", "secretKeyRef") is MapValue reference && !allowed.Contains(reference.StringOrEmpty("name")))
                    {
                        return $"{head} envVar {env.StringOrEmpty("name")} referencing secret.secretName=\"{reference.StringOrEmpty("name")}\" {why} secret";
                    }
                }

                var from = container.Maps("envFrom").Select(e => e.Map("secretRef")?.StringOrEmpty("name")).FirstOrDefault(name => name is not null && !allowed.Contains(name));
                if (from is not null)
                {
                    return $"{head} envFrom referencing secret.secretName=\"{from}\" {why} secret";
                }
            }
        }

        return null;
    }

    private static string? PullSecretFault(KubeObject account, MapValue spec, string why)
    {
        var allowed = account.Root.Maps("imagePullSecrets").Select(s => s.StringOrEmpty("name")).ToHashSet(StringComparer.Ordinal);
        foreach (var (index, secret) in spec.Maps("imagePullSecrets").Index())
        {
            var name = secret.StringOrEmpty("name");
            if (!allowed.Contains(name))
            {
                return $"imagePullSecrets[{index}].name=\"{name}\" {why} imagePullSecret";
            }
        }

        return null;
    }
}
