using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>Issues and reviews service account tokens.</summary>
public interface ITokenIssuer
{
    /// <summary>A signed token for a service account.</summary>
    /// <param name="serviceAccount">The ServiceAccount's document.</param>
    /// <param name="audiences">For whom; empty for the API server.</param>
    /// <param name="lifetime">How long it is good.</param>
    /// <param name="boundObject">The bound object (kind, apiVersion, name, uid), or null.</param>
    /// <returns>The token and when it expires.</returns>
    (string Token, DateTimeOffset Expires) Issue(MapValue serviceAccount, IReadOnlyList<string> audiences, TimeSpan lifetime, MapValue? boundObject);

    /// <summary>A token of the old sort, for a Secret of type <c>kubernetes.io/service-account-token</c>: good as long as account and Secret live.</summary>
    string IssueForSecret(MapValue serviceAccount, MapValue secret);

    /// <summary>The user behind a token for one of the audiences, and which of them; an error text where it is no good.</summary>
    (UserInfo? User, IReadOnlyList<string> Audiences, string Error) Review(string token, IReadOnlyList<string> audiences);

    /// <summary>The JSON Web Key Set as a document.</summary>
    MapValue KeySet { get; }
}
