using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// The provisioners whose work is simulated: a volume is there at once. Claims of others wait for whoever provisions them, as in a
/// cluster without that driver. Pure.
/// </summary>
internal static class SimulatedProvisioners
{
    public const string ProvisionedBy = "pv.kubernetes.io/provisioned-by";

    private const string LocalPath = "rancher.io/local-path";
    private const string InTreePrefix = "kubernetes.io/";

    /// <summary>Whether a provisioner's work is simulated.</summary>
    public static bool Includes(ClusterSettings settings, string provisioner) => settings.SimulatedProvisioners.Contains(provisioner);

    /// <summary>Why no plug-in of Kubernetes' own can provision; null where an outside provisioner is asked.</summary>
    public static string? Missing(ClusterSettings settings, string provisioner) =>
        provisioner.StartsWith(InTreePrefix, StringComparison.Ordinal) && !Includes(settings, provisioner)
            ? "no volume plugin matched name: " + provisioner
            : null;

    /// <summary>The volume made for a claim.</summary>
    public static MapValue Volume(KubeObject claim, KubeObject storageClass)
    {
        var provisioner = storageClass.Root.StringOrEmpty("provisioner");
        var name = $"pvc-{claim.Metadata.Uid}";
        var node = claim.Metadata.Annotations.String(VolumeMatching.SelectedNode);
        var spec = new MapBuilder
        {
            { "capacity", MapValue.Of(("storage", ClaimRules.Storage(claim.Spec.Map("resources")?.Map("requests")).ToString())) },
            { "accessModes", claim.Spec.List("accessModes") ?? ListValue.Empty },
            { "claimRef", ClaimRules.Reference(claim) },
            { "persistentVolumeReclaimPolicy", storageClass.Root.String("reclaimPolicy") ?? "Delete" },
            { "storageClassName", storageClass.Name },
            { "volumeMode", ClaimRules.Mode(claim) },
        };
        spec["mountOptions"] = storageClass.Root["mountOptions"];
        spec["volumeAttributesClassName"] = claim.Spec["volumeAttributesClassName"];
        if (provisioner == LocalPath)
        {
            spec["hostPath"] = MapValue.Of(("path", $"/opt/local-path-provisioner/{name}_{claim.Namespace}_{claim.Name}"), ("type", "DirectoryOrCreate"));
            spec["nodeAffinity"] = node is null ? null : OnNode(node);
        }
        else
        {
            spec["csi"] = MapValue.Of(("driver", provisioner), ("volumeHandle", name));
        }

        return MapValue.Of(
            ("kind", "PersistentVolume"),
            ("apiVersion", "v1"),
            ("metadata", MapValue.Of(("name", name), ("annotations", MapValue.Of((ProvisionedBy, provisioner))))),
            ("spec", spec.Build()));
    }

    private static MapValue OnNode(string node) => MapValue.Of(("required", MapValue.Of(("nodeSelectorTerms", ListValue.Of(MapValue.Of(("matchExpressions", ListValue.Of(
        MapValue.Of(("key", WellKnownLabels.Hostname), ("operator", "In"), ("values", ListValue.Of(node)))))))))));
}
