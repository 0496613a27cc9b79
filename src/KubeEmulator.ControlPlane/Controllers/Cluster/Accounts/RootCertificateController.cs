using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Publishes the cluster's CA as ConfigMap <c>kube-root-ca.crt</c> in every namespace, and repairs it.
/// Upstream: <c>pkg/controller/certificates/rootcacertpublisher/publisher.go</c>.
/// </summary>
internal sealed class RootCertificateController : Controller
{
    private const string ConfigMap = "kube-root-ca.crt";
    private const string Annotation = "kubernetes.io/description";
    private const string Description =
        "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. "
        + "No other usage is guaranteed across distributions of Kubernetes clusters.";

    public override string Name => "root-ca-certificate-publisher-controller";

    public override string ServiceAccount => "root-ca-cert-publisher";

    internal override bool IsForgetful => true;

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        Trigger.Mapped("", "namespaces", (_, change) =>
            change.Type != ChangeType.Deleted && change.Object.Status.String("phase") == "Active" ? [new ReconcileKey("", change.Key.Name)] : []),
        Trigger.Mapped("", "configmaps", (_, change) =>
            change.Type != ChangeType.Added && change.Key.Name == ConfigMap ? [new ReconcileKey("", change.Key.Namespace)] : []),
    ];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Services.Signer is not { } signer)
        {
            return ReconcileResult.Done;
        }

        var data = MapValue.Of(("ca.crt", signer.CertificateAuthorityPem));
        if (context.Snapshot.Get(ClusterResources.ConfigMaps.At(key.Name, ConfigMap)) is { } stored)
        {
            if (Repaired(stored, data) is var repaired && !ReferenceEquals(repaired, stored))
            {
                await context.Client.UpdateAsync(repaired).ConfigureAwait(false);
            }

            return ReconcileResult.Done;
        }

        try
        {
            await context.Client.CreateAsync(MapValue.Of(
                ("kind", "ConfigMap"),
                ("apiVersion", "v1"),
                ("metadata", MapValue.Of(("name", ConfigMap), ("namespace", key.Name), ("annotations", MapValue.Of((Annotation, Description))))),
                ("data", data))).ConfigureAwait(false);
        }
        catch (ApiException refusal) when (Refusals.IsNotFound(refusal) || Refusals.IsTerminating(refusal))
        {
        }

        return ReconcileResult.Done;
    }

    // Any description will do, the data has to be exact.
    private static KubeObject Repaired(KubeObject stored, MapValue data)
    {
        if (data.Equals(stored.Root["data"]) && stored.Metadata.Annotations.StringOrEmpty(Annotation).Length > 0)
        {
            return stored;
        }

        return stored.With(stored.Root.With("data", data).WithAt(["metadata", "annotations", Annotation], Description));
    }
}
