using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Access;

/// <summary>Tokens of the old sort, kept in Secrets; <c>pkg/serviceaccount/legacy.go</c>.</summary>
internal static class SecretTokenClaims
{
    public const string Issuer = "kubernetes/serviceaccount";

    private const string NamespaceClaim = "kubernetes.io/serviceaccount/namespace";
    private const string SecretClaim = "kubernetes.io/serviceaccount/secret.name";
    private const string AccountClaim = "kubernetes.io/serviceaccount/service-account.name";
    private const string AccountUidClaim = "kubernetes.io/serviceaccount/service-account.uid";

    /// <summary>What a Secret's token says.</summary>
    public static MapValue Of(KubeObject account, KubeObject secret) => MapValue.Of(
        ("iss", Issuer),
        (NamespaceClaim, account.Namespace),
        (SecretClaim, secret.Name),
        (AccountClaim, account.Name),
        (AccountUidClaim, account.Metadata.Uid),
        ("sub", $"system:serviceaccount:{account.Namespace}:{account.Name}"));

    /// <summary>The user of such a token, as long as its Secret holds it and its account lives.</summary>
    public static (UserInfo? User, string Error) Review(MapValue claims, string token, Snapshot snapshot)
    {
        var (space, name) = (claims.StringOrEmpty(NamespaceClaim), claims.StringOrEmpty(AccountClaim));
        var secretName = claims.StringOrEmpty(SecretClaim);
        if (snapshot.Get(new ObjectKey("", "secrets", space, secretName)) is not { } secret || secret.Metadata.IsDeleting)
        {
            return (null, "service account token has been invalidated");
        }

        if (Decode(secret.Root.StringAt("data", "token")) != token)
        {
            return (null, "service account token does not match server's copy");
        }

        if (snapshot.Get(new ObjectKey("", "serviceaccounts", space, name)) is not { } account || account.Metadata.IsDeleting)
        {
            return (null, "service account has been deleted");
        }

        var uid = claims.StringOrEmpty(AccountUidClaim);
        return account.Metadata.Uid == uid
            ? (UserInfo.ServiceAccount(space, name) with { Uid = uid }, "")
            : (null, $"service account UID ({account.Metadata.Uid}) does not match claim ({uid})");
    }

    private static string Decode(string? base64)
    {
        Span<byte> bytes = new byte[(base64?.Length ?? 0) + 4];
        return Convert.TryFromBase64String(base64 ?? "", bytes, out var count) ? Encoding.UTF8.GetString(bytes[..count]) : "";
    }
}
