using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Fills Secrets of type <c>kubernetes.io/service-account-token</c>, and deletes those whose account is gone.
/// Upstream: <c>pkg/controller/serviceaccount/tokens_controller.go</c>.
/// </summary>
internal sealed class ServiceAccountTokenController : Controller
{
    private const string Type = "kubernetes.io/service-account-token";
    private const string NameAnnotation = "kubernetes.io/service-account.name";
    private const string UidAnnotation = "kubernetes.io/service-account.uid";

    public override string Name => "serviceaccount-token-controller";

    public override string ServiceAccount => "tokens-controller";

    internal override bool IsForgetful => true;

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        Trigger.On("", "secrets", change => change.Type != ChangeType.Deleted && IsToken(change.Object)),
        Trigger.Mapped("", "serviceaccounts", (context, change) => change.Type == ChangeType.Modified
            ? []
            : context.Snapshot.List(ClusterResources.Secrets, change.Key.Namespace)
                .Where(s => IsToken(s) && s.Metadata.Annotations.String(NameAnnotation) == change.Key.Name)
                .Select(ReconcileKey.Of)),
    ];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.Secrets.At(key.Namespace, key.Name)) is not { } secret || !IsToken(secret))
        {
            return ReconcileResult.Done;
        }

        var account = context.Snapshot.Get(ClusterResources.ServiceAccounts.At(key.Namespace, secret.Metadata.Annotations.StringOrEmpty(NameAnnotation)));
        var uid = secret.Metadata.Annotations.StringOrEmpty(UidAnnotation);
        if (account is null || (uid.Length > 0 && uid != account.Metadata.Uid))
        {
            await context.Client.DeleteAsync(ClusterResources.Secrets, key.Namespace, key.Name, new DeleteOptions { PreconditionUid = secret.Metadata.Uid }).ConfigureAwait(false);
        }
        else if (Filled(context.Services, account, secret) is var filled && filled.Root != secret.Root)
        {
            await context.Client.UpdateAsync(filled).ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }

    private static KubeObject Filled(ClusterServices services, KubeObject account, KubeObject secret)
    {
        var data = (secret.Root.Map("data") ?? MapValue.Empty).ToBuilder();
        var before = data.Build();
        if (services.Signer is { } signer)
        {
            data["ca.crt"] = Encode(signer.CertificateAuthorityPem);
        }

        data["namespace"] = before.String("namespace") is { Length: > 0 } space ? space : Encode(secret.Namespace);
        if (before.String("token") is null or "" && services.Tokens is { } tokens)
        {
            data["token"] = Encode(tokens.IssueForSecret(account.Root, secret.Root));
        }

        var after = data.Build();
        return after == before
            ? secret
            : secret.With(secret.Root
                .With("data", after)
                .WithAt(["metadata", "annotations", NameAnnotation], account.Name)
                .WithAt(["metadata", "annotations", UidAnnotation], account.Metadata.Uid));
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static bool IsToken(KubeObject secret) => secret.Root.String("type") == Type && secret.Metadata.Annotations.ContainsKey(NameAnnotation);
}
