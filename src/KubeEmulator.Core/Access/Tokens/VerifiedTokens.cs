using System.Collections.Concurrent;
using System.Security.Cryptography;
using KubeEmulator.Values;

namespace KubeEmulator.Access;

/// <summary>
/// Tokens whose signature was right, with their claims: a client shows the same one with each request, and a signature costs more
/// than the request. Whether a token is good at the moment is asked anew each time. Thread-safe.
/// </summary>
internal sealed class VerifiedTokens
{
    private const int MostKept = 1024;
    private readonly ConcurrentDictionary<string, MapValue> _claims = new(StringComparer.Ordinal);

    /// <summary>The claims of a token that this key signed; null for any other text.</summary>
    public MapValue? Claims(string token, ECDsa key)
    {
        if (_claims.TryGetValue(token, out var known))
        {
            return known;
        }

        if (JsonWebToken.Verify(token, key) is not { } claims)
        {
            return null;
        }

        if (_claims.Count >= MostKept)
        {
            _claims.Clear();
        }

        _claims[token] = claims;
        return claims;
    }
}
