using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Environment;

/// <summary>The tokens that a kubelet fetches for a pod, and replaces in time; <c>pkg/kubelet/token</c>. Not thread-safe.</summary>
internal sealed class PodTokens
{
    private const long UsualSeconds = 3600;
    private static readonly TimeSpan LongestUse = TimeSpan.FromHours(24);
    private static readonly GroupResource Accounts = new("", "serviceaccounts");
    private readonly Dictionary<(string Account, string Audience, long Seconds), (string Token, DateTimeOffset GoodUntil)> _issued = [];

    /// <summary>When the first of the tokens is due to be replaced.</summary>
    public DateTimeOffset GoodUntil { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>A token bound to the pod; empty where access is not simulated or the account is gone.</summary>
    public string Find(PodScope scope, MapValue projection)
    {
        var key = (scope.Pod.Spec.String("serviceAccountName") ?? "default", projection.StringOrEmpty("audience"), projection.Integer("expirationSeconds") ?? UsualSeconds);
        var now = scope.Services.Clock.GetUtcNow();
        if (_issued.TryGetValue(key, out var held) && now < held.GoodUntil)
        {
            return held.Token;
        }

        // Replaced when a fifth of its time is left.
        var life = TimeSpan.FromSeconds(key.Item3);
        if (Issue(scope, key.Item1, key.Item2, life) is not { Length: > 0 } token)
        {
            return "";
        }

        _issued[key] = (token, now + (life * 0.8 < LongestUse ? life * 0.8 : LongestUse));
        GoodUntil = _issued.Values.Min(i => i.GoodUntil);
        return token;
    }

    private static string Issue(PodScope scope, string name, string audience, TimeSpan life)
    {
        if (scope.Services.Tokens is not { } tokens || scope.Snapshot.Get(new ObjectKey(Accounts, scope.Namespace, name)) is not { } account)
        {
            return "";
        }

        var bound = MapValue.Of(("kind", "Pod"), ("apiVersion", "v1"), ("name", scope.Pod.Name), ("uid", scope.Pod.Metadata.Uid));
        return tokens.Issue(account.Root, audience.Length > 0 ? [audience] : [], life, bound).Token;
    }
}
