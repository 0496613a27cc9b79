using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Signs the kubeconfig in the ConfigMap <c>kube-public/cluster-info</c> with every bootstrap token that may, as clusters of kubeadm do.
/// Upstream: <c>pkg/controller/bootstrap/bootstrapsigner.go</c>.
/// </summary>
internal sealed class BootstrapSignerController : Controller
{
    private const string SignaturePrefix = "jws-kubeconfig-";
    private static readonly ReconcileKey ClusterInfo = new("kube-public", "cluster-info");

    public override string Name => "bootstrap-signer-controller";

    public override string ServiceAccount => "bootstrap-signer";

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        Trigger.On("", "configmaps", change => change.Type != ChangeType.Deleted && ReconcileKey.Of(change.Object) == ClusterInfo),
        Trigger.Mapped("", "secrets", (_, change) => BootstrapTokens.Is(change.Object) ? [ClusterInfo] : []),
    ];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.ConfigMaps.At(key.Namespace, key.Name)) is not { } stored
            || stored.Root.Map("data") is not { } data
            || data.String("kubeconfig") is not { } content)
        {
            return ReconcileResult.Done;
        }

        var signed = data;
        foreach (var (name, _) in data)
        {
            signed = name.StartsWith(SignaturePrefix, StringComparison.Ordinal) ? signed.Without(name) : signed;
        }

        foreach (var secret in context.Snapshot.List(ClusterResources.Secrets, "kube-system").Where(BootstrapTokens.Is))
        {
            if (BootstrapTokens.Signing(secret, context.Now) is { } token)
            {
                signed = signed.With(SignaturePrefix + token.Id, BootstrapTokens.Sign(content, token.Id, token.Secret));
            }
        }

        if (!IsSame(signed, data))
        {
            await context.Client.UpdateAsync(stored.With(stored.Root.With("data", signed))).ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }

    // The order of the entries says nothing.
    private static bool IsSame(MapValue one, MapValue other) => one.Count == other.Count && one.All(entry => Equals(other[entry.Key], entry.Value));
}
