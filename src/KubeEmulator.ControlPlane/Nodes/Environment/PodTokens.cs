using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Environment;

/// <summary>The tokens that a kubelet fetches for its pods; <c>pkg/kubelet/token</c>.</summary>
internal static class PodTokens
{
    private const long UsualSeconds = 3600;
    private static readonly GroupResource Accounts = new("", "serviceaccounts");

    /// <summary>A token bound to the pod; empty where access is not simulated or the account is gone.</summary>
    public static string Issue(PodScope scope, MapValue projection)
    {
        var name = scope.Pod.Spec.String("serviceAccountName") ?? "default";
        if (scope.Services.Tokens is not { } tokens || scope.Snapshot.Get(new ObjectKey(Accounts, scope.Namespace, name)) is not { } account)
        {
            return "";
        }

        var audience = projection.StringOrEmpty("audience");
        var bound = MapValue.Of(("kind", "Pod"), ("apiVersion", "v1"), ("name", scope.Pod.Name), ("uid", scope.Pod.Metadata.Uid));
        return tokens.Issue(account.Root, audience.Length > 0 ? [audience] : [], TimeSpan.FromSeconds(projection.Integer("expirationSeconds") ?? UsualSeconds), bound).Token;
    }
}
