using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Tool.Control;

/// <summary>What a client needs of a kubeconfig's current context.</summary>
internal sealed record KubeconfigReader(Uri Server, X509Certificate2? Authority, X509Certificate2? Client, string? Token)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ToolException">It is missing, malformed, or has no current context.</exception>
    public static KubeconfigReader Read(string file)
    {
        try
        {
            var root = YamlText.Parse(File.ReadAllText(file)) as MapValue ?? throw new ToolException($"{file}: not a kubeconfig");
            var context = Named(root, "contexts", root.StringOrEmpty("current-context"), "context", file);
            var cluster = Named(root, "clusters", context.StringOrEmpty("cluster"), "cluster", file);
            var user = Named(root, "users", context.StringOrEmpty("user"), "user", file);
            var (certificate, key) = (Data(user, "client-certificate-data"), Data(user, "client-key-data"));
            return new KubeconfigReader(
                new Uri(cluster.StringOrEmpty("server")),
                Data(cluster, "certificate-authority-data") is { } authority ? X509Certificate2.CreateFromPem(authority) : null,
                certificate is not null && key is not null ? Usable(certificate, key) : null,
                user.String("token"));
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or ValueFormatException or FormatException or System.Security.Cryptography.CryptographicException)
        {
            throw new ToolException($"{file}: {bad.Message}", bad);
        }
    }

    private static MapValue Named(MapValue root, string list, string name, string member, string file) =>
        root.List(list)?.OfType<MapValue>().FirstOrDefault(e => e.StringOrEmpty("name") == name)?.Map(member)
        ?? throw new ToolException($"{file}: it has no {member} called \"{name}\"");

    private static string? Data(MapValue map, string member) =>
        map.String(member) is { Length: > 0 } text ? Encoding.UTF8.GetString(Convert.FromBase64String(text)) : null;

    // Windows' TLS takes no key that lives in memory only.
    private static X509Certificate2 Usable(string certificate, string key)
    {
        using var made = X509Certificate2.CreateFromPem(certificate, key);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
