using System.Buffers.Text;
using System.Security.Cryptography;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Access;

/// <summary>
/// Service account tokens: issued with audiences, expiry and a bound object, and good only while the account and the bound object
/// live. Upstream: <c>pkg/serviceaccount/{claims,jwt}.go</c>. The key is made when first needed.
/// </summary>
internal sealed class ServiceAccountTokens(ClusterServices services, Lazy<ECDsa>? tokenKey = null) : ITokenIssuer
{
    private const string Private = "kubernetes.io";
    private const string ExtraPrefix = "authentication.kubernetes.io/";
    private static readonly GroupResource ServiceAccounts = new("", "serviceaccounts");
    private readonly VerifiedTokens _verified = new();
    private readonly Lazy<ECDsa> _key = tokenKey ?? new Lazy<ECDsa>(() => ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public MapValue KeySet
    {
        get
        {
            var point = _key.Value.ExportParameters(includePrivateParameters: false).Q;
            return MapValue.Of(("keys", ListValue.Of(MapValue.Of(
                ("use", "sig"),
                ("kty", "EC"),
                ("kid", KeyId),
                ("crv", "P-256"),
                ("alg", "ES256"),
                ("x", Base64Url.EncodeToString(point.X!)),
                ("y", Base64Url.EncodeToString(point.Y!))))));
        }
    }

    private string Issuer => services.Settings.ServiceAccountIssuer;

    private string KeyId => Base64Url.EncodeToString(SHA256.HashData(_key.Value.ExportSubjectPublicKeyInfo()));

    public (string Token, DateTimeOffset Expires) Issue(MapValue serviceAccount, IReadOnlyList<string> audiences, TimeSpan lifetime, MapValue? boundObject)
    {
        var now = services.Clock.GetUtcNow();
        var expires = now + lifetime;
        var account = new KubeObject(serviceAccount);
        var claims = MapValue.Of(
            ("aud", ListValue.From((audiences.Count == 0 ? [Issuer] : audiences).Select(a => (Value)a))),
            ("exp", expires.ToUnixTimeSeconds()),
            ("iat", now.ToUnixTimeSeconds()),
            ("iss", Issuer),
            ("jti", SystemFields.NewUid(services.Random, $"token/{account.Namespace}/{account.Name}")),
            (Private, PrivateClaims(account, boundObject)),
            ("nbf", now.ToUnixTimeSeconds()),
            ("sub", $"system:serviceaccount:{account.Namespace}:{account.Name}"));
        return (JsonWebToken.Sign(claims, _key.Value, KeyId), expires);
    }

    public string IssueForSecret(MapValue serviceAccount, MapValue secret) =>
        JsonWebToken.Sign(SecretTokenClaims.Of(new KubeObject(serviceAccount), new KubeObject(secret)), _key.Value, KeyId);

    public (UserInfo? User, IReadOnlyList<string> Audiences, string Error) Review(string token, IReadOnlyList<string> audiences)
    {
        if (_verified.Claims(token, _key.Value) is not { } claims)
        {
            return (null, [], "invalid bearer token");
        }

        // Tokens of the old sort name no audience: they are for the API server.
        if (claims.StringOrEmpty("iss") == SecretTokenClaims.Issuer && (audiences.Count == 0 || audiences.Contains(Issuer)))
        {
            var (account, fault) = SecretTokenClaims.Review(claims, token, services.Store.Current);
            return account is null ? (null, [], $"[invalid bearer token, {fault}]") : (account, [Issuer], "");
        }

        var accepted = audiences.Count == 0 ? [Issuer] : audiences;
        var good = claims.Strings("aud").Intersect(accepted).ToArray();
        if (claims.StringOrEmpty("iss") != Issuer)
        {
            return (null, [], "invalid bearer token");
        }

        if (good.Length == 0)
        {
            return (null, [], $"[invalid bearer token, token audiences [{string.Join(' ', claims.Strings("aud").Select(GoText.Quote))}] is invalid for the target audiences [{string.Join(' ', accepted.Select(GoText.Quote))}]]");
        }

        var now = services.Clock.GetUtcNow().ToUnixTimeSeconds();
        if (now > (claims.Integer("exp") ?? 0))
        {
            return (null, [], "[invalid bearer token, service account token has expired]");
        }

        if (now < (claims.Integer("nbf") ?? 0))
        {
            return (null, [], "[invalid bearer token, service account token is not valid yet]");
        }

        var (user, error) = UserOf(claims, services.Store.Current);
        return user is null ? (null, [], $"[invalid bearer token, {error}]") : (user, good, "");
    }

    /// <summary>The user of a token for the API server, or null.</summary>
    public UserInfo? Find(string token) => Review(token, []).User;

    private static MapValue PrivateClaims(KubeObject account, MapValue? bound)
    {
        var claims = new MapBuilder { { "namespace", account.Namespace } };
        if (bound is not null)
        {
            var reference = MapValue.Of(("name", bound.StringOrEmpty("name")), ("uid", bound.StringOrEmpty("uid")));
            claims[bound.StringOrEmpty("kind").ToLowerInvariant()] = reference;
            if (bound.String("nodeName") is { Length: > 0 } node)
            {
                claims["node"] = bound.String("nodeUid") is { Length: > 0 } uid ? MapValue.Of(("name", node), ("uid", uid)) : MapValue.Of(("name", node));
            }
        }

        claims["serviceaccount"] = MapValue.Of(("name", account.Name), ("uid", account.Metadata.Uid));
        return claims.Build();
    }

    private (UserInfo? User, string Error) UserOf(MapValue claims, Snapshot snapshot)
    {
        var own = claims.Map(Private) ?? MapValue.Empty;
        var space = own.StringOrEmpty("namespace");
        var (name, uid) = (own.StringAt("serviceaccount", "name") ?? "", own.StringAt("serviceaccount", "uid") ?? "");
        if (snapshot.Get(new ObjectKey(ServiceAccounts, space, name)) is not { } account)
        {
            return (null, $"serviceaccounts {GoText.Quote(name)} not found");
        }

        if (account.Metadata.IsDeleting && Expired(account))
        {
            return (null, "service account token has been invalidated");
        }

        if (account.Metadata.Uid != uid)
        {
            return (null, $"service account UID ({account.Metadata.Uid}) does not match claim ({uid})");
        }

        var user = UserInfo.ServiceAccount(space, name);
        var extra = new Dictionary<string, IReadOnlyList<string>> { [ExtraPrefix + "credential-id"] = [$"JTI={claims.StringOrEmpty("jti")}"] };
        foreach (var (kind, resource) in (ReadOnlySpan<(string, string)>)[("pod", "pods"), ("secret", "secrets"), ("node", "nodes")])
        {
            if (own.Map(kind) is { } reference && Unbound(snapshot, own, kind, resource, space, reference, extra) is { } error)
            {
                return (null, error);
            }
        }

        return (user with { Uid = uid, Extra = extra }, "");
    }

    // What is wrong with a bound object; notes it in the user's extra where nothing is.
    private string? Unbound(Snapshot snapshot, MapValue own, string kind, string resource, string space, MapValue reference, Dictionary<string, IReadOnlyList<string>> extra)
    {
        var (name, uid) = (reference.StringOrEmpty("name"), reference.StringOrEmpty("uid"));

        // The node of a pod-bound token is information; the pod is what the token lives by.
        if (kind != "node" || !own.ContainsKey("pod"))
        {
            if (snapshot.Get(new ObjectKey("", resource, kind == "node" ? "" : space, name)) is not { } bound || (bound.Metadata.IsDeleting && Expired(bound)))
            {
                return "service account token has been invalidated";
            }

            if (bound.Metadata.Uid != uid)
            {
                return $"the {kind} UID ({bound.Metadata.Uid}) does not match the {kind} ref claim ({uid})";
            }
        }

        if (kind != "secret")
        {
            extra[$"{ExtraPrefix}{kind}-name"] = [name];
            if (uid.Length > 0)
            {
                extra[$"{ExtraPrefix}{kind}-uid"] = [uid];
            }
        }

        return null;
    }

    // A deleted object's tokens stay good for a minute (pkg/serviceaccount/claims.go).
    private bool Expired(KubeObject stored) => KubeTime.Parse(stored.Metadata.DeletionTimestamp) is { } deleted && services.Clock.GetUtcNow() > deleted.AddSeconds(60);
}
