using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Storage objects get the finalizer that keeps them while they are in use; <c>plugin/pkg/admission/storage/storageobjectinuseprotection</c>.</summary>
internal sealed class StorageObjectInUseProtectionPlugin : AdmissionPlugin
{
    /// <inheritdoc/>
    public override string Name => "StorageObjectInUseProtection";

    /// <inheritdoc/>
    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation == Operation.Create && attributes.Subresource.Length == 0 && Finalizer(attributes) is not null;

    /// <inheritdoc/>
    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var metadata = attributes.Object!.Map("metadata") ?? MapValue.Empty;
        var finalizer = Finalizer(attributes)!;
        if (!metadata.Strings("finalizers").Contains(finalizer))
        {
            attributes.Object = attributes.Object!.With("metadata", metadata.With("finalizers", (metadata.List("finalizers") ?? ListValue.Empty).Add(finalizer)));
        }

        return ValueTask.CompletedTask;
    }

    private static string? Finalizer(AdmissionAttributes attributes) => (attributes.Type.Group, attributes.Type.Plural) switch
    {
        ("", "persistentvolumes") => "kubernetes.io/pv-protection",
        ("", "persistentvolumeclaims") => "kubernetes.io/pvc-protection",
        ("storage.k8s.io", "volumeattributesclasses") => "kubernetes.io/vac-protection",
        _ => null,
    };
}
