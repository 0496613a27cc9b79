using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Claims grow only when bound and where their class allows it; <c>plugin/pkg/admission/storage/persistentvolume/resize</c>.</summary>
internal sealed class PersistentVolumeClaimResizePlugin : AdmissionPlugin
{
    /// <inheritdoc/>
    public override string Name => "PersistentVolumeClaimResize";

    /// <inheritdoc/>
    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation == Operation.Update && attributes.IsMain("", "persistentvolumeclaims");

    /// <inheritdoc/>
    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        if (attributes.Object is not { } claim || attributes.OldObject is not { } old || Size(claim) <= Size(old))
        {
            return ValueTask.CompletedTask;
        }

        if (old.StringAt("status", "phase") != "Bound")
        {
            throw attributes.Forbidden("Only bound persistent volume claims can be expanded");
        }

        var name = ClassOf(claim);
        if (name.Length == 0 || name != ClassOf(old) || attributes.Find("storage.k8s.io", "storageclasses", name)?.Root.Bool("allowVolumeExpansion") != true)
        {
            throw attributes.Forbidden("only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize");
        }

        return ValueTask.CompletedTask;
    }

    private static Quantity Size(MapValue claim) => Quantity.From(claim.At("spec", "resources", "requests", "storage")) ?? Quantity.Zero;

    private static string ClassOf(MapValue claim) =>
        claim.StringAt("metadata", "annotations", "volume.beta.kubernetes.io/storage-class") ?? claim.StringAt("spec", "storageClassName") ?? "";
}
