using KubeEmulator.Api;

namespace KubeEmulator.Access;

/// <summary>Tokens that stand for a user for as long as the cluster lives. Upstream: apiserver <c>authentication/token/tokenfile</c>.</summary>
internal sealed class StaticTokens(IReadOnlyDictionary<string, UserInfo> users)
{
    public static readonly StaticTokens None = new(new Dictionary<string, UserInfo>());

    public UserInfo? Find(string token) => users.GetValueOrDefault(token);
}
