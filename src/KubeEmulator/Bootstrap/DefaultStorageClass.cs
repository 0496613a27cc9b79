using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>The StorageClass <c>standard</c> as kind has it: a simulated local-path provisioner that waits for the first consumer.</summary>
internal static class DefaultStorageClass
{
    public static BootstrapObject Object() => new(BootstrapObject.Applied, MapValue.Of(
        ("kind", "StorageClass"),
        ("apiVersion", "storage.k8s.io/v1"),
        ("metadata", MapValue.Of(("name", "standard"), ("annotations", MapValue.Of(("storageclass.kubernetes.io/is-default-class", "true"))))),
        ("provisioner", "rancher.io/local-path"),
        ("reclaimPolicy", "Delete"),
        ("volumeBindingMode", "WaitForFirstConsumer")));
}
