using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Claims that name no storage class get the default one; <c>plugin/pkg/admission/storage/storageclass/setdefault</c>.</summary>
internal sealed class DefaultStorageClassPlugin : AdmissionPlugin
{
    private static readonly GroupResource Classes = new("storage.k8s.io", "storageclasses");

    /// <inheritdoc/>
    public override string Name => "DefaultStorageClass";

    /// <inheritdoc/>
    public override bool Handles(AdmissionAttributes attributes) => attributes.Creates("", "persistentvolumeclaims");

    /// <inheritdoc/>
    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var spec = attributes.Spec();
        if (attributes.Annotation("volume.beta.kubernetes.io/storage-class") is null
            && spec.String("storageClassName") is null
            && DefaultClasses.Among(attributes.Snapshot.List(Classes), "storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class") is { } found)
        {
            attributes.SetSpec(spec.With("storageClassName", found.Name));
        }

        return ValueTask.CompletedTask;
    }
}
