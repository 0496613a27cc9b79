using System.Collections.Concurrent;
using KubeEmulator.Api;

namespace KubeEmulator.Access;

/// <summary>
/// Tokens that stand for a user for as long as the cluster lives: those of a file, and those given out since. Upstream: apiserver
/// <c>authentication/token/tokenfile</c>. Thread-safe.
/// </summary>
internal sealed class StaticTokens(IReadOnlyDictionary<string, UserInfo> users)
{
    public static readonly StaticTokens None = new(new Dictionary<string, UserInfo>());

    private readonly ConcurrentDictionary<string, UserInfo> _users = new(users, StringComparer.Ordinal);

    public UserInfo? Find(string token) => _users.GetValueOrDefault(token);

    /// <summary>Gives out another token.</summary>
    public void Add(string token, UserInfo user) => _users[token] = user;
}
