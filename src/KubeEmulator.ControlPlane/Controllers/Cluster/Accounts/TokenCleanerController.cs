using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>Deletes bootstrap tokens when their time is over, as clusters of kubeadm do. Upstream: <c>pkg/controller/bootstrap/tokencleaner.go</c>.</summary>
internal sealed class TokenCleanerController : Controller
{
    public override string Name => "token-cleaner-controller";

    public override string ServiceAccount => "token-cleaner";

    public override IEnumerable<Trigger> Triggers { get; } = [Trigger.On("", "secrets", change => change.Type != ChangeType.Deleted && BootstrapTokens.Is(change.Object))];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.Secrets.At(key.Namespace, key.Name)) is not { } secret
            || !BootstrapTokens.Is(secret)
            || BootstrapTokens.Left(secret, context.Now) is not { } left)
        {
            return ReconcileResult.Done;
        }

        if (left > TimeSpan.Zero)
        {
            return ReconcileResult.After(left);
        }

        await context.Client.DeleteAsync(ClusterResources.Secrets, key.Namespace, key.Name, new DeleteOptions { PreconditionUid = secret.Metadata.Uid }).ConfigureAwait(false);
        return ReconcileResult.Done;
    }
}
