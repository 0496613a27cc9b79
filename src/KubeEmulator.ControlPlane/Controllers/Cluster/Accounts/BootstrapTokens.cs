using System.Security.Cryptography;
using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>Secrets that hold bootstrap tokens; <c>k8s.io/cluster-bootstrap</c>. Pure.</summary>
internal static class BootstrapTokens
{
    public const string SecretType = "bootstrap.kubernetes.io/token";

    private const string Prefix = "bootstrap-token-";

    /// <summary>Whether a Secret holds a token that counts.</summary>
    public static bool Is(KubeObject secret) => secret.Namespace == "kube-system" && secret.Root.String("type") == SecretType;

    /// <summary>How long a token lives on: null for ever, zero or less not any more (nor one whose end cannot be read).</summary>
    public static TimeSpan? Left(KubeObject secret, DateTimeOffset now) =>
        Data(secret, "expiration") is not { Length: > 0 } end ? null : KubeTime.Parse(end) is { } time ? time - now : TimeSpan.Zero;

    /// <summary>The id and the secret of a token that signs; null for any other.</summary>
    public static (string Id, string Secret)? Signing(KubeObject secret, DateTimeOffset now)
    {
        var (id, key) = (Data(secret, "token-id"), Data(secret, "token-secret"));
        return id.Length == 6 && secret.Name == Prefix + id && key.Length > 0 && Left(secret, now) is not { Ticks: <= 0 } && Data(secret, "usage-bootstrap-signing") == "true"
            ? (id, key)
            : null;
    }

    /// <summary>The signature of a text with the text left out: a JWS as in RFC 7515, appendix F.</summary>
    public static string Sign(string content, string id, string secret)
    {
        var header = Base64Url($"{{\"alg\":\"HS256\",\"kid\":\"{id}\"}}");
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{header}.{Base64Url(content)}"));
        return $"{header}..{Base64Url(hash)}";
    }

    private static string Data(KubeObject secret, string key)
    {
        var text = secret.Root.StringAt("data", key) ?? "";
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }

    private static string Base64Url(string text) => Base64Url(Encoding.UTF8.GetBytes(text));

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
