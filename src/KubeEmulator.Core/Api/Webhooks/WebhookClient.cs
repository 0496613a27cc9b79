using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>Where a webhook is: the <c>clientConfig</c> of a webhook configuration or of a conversion.</summary>
public sealed record WebhookClient
{
    /// <summary>The address; empty where <see cref="ServiceName"/> says it.</summary>
    public string Url { get; init; } = "";

    /// <summary>The Service's name; empty where <see cref="Url"/> is given.</summary>
    public string ServiceName { get; init; } = "";

    /// <summary>The Service's namespace.</summary>
    public string ServiceNamespace { get; init; } = "";

    /// <summary>The path at the Service; may be empty.</summary>
    public string ServicePath { get; init; } = "";

    /// <summary>The Service's port.</summary>
    public int ServicePort { get; init; } = 443;

    /// <summary>The PEM certificates that vouch for the webhook's own; empty takes those that the machine trusts.</summary>
    public string CaBundle { get; init; } = "";

    /// <summary>Whether the webhook is behind a Service of the cluster.</summary>
    public bool IsService => ServiceName.Length > 0;

    /// <summary>The host by which the webhook is called and certified, without a port.</summary>
    public string Host => IsService ? $"{ServiceName}.{ServiceNamespace}.svc" : Uri.TryCreate(Url, UriKind.Absolute, out var url) ? url.Host : "";

    /// <summary>Reads a <c>clientConfig</c>.</summary>
    public static WebhookClient From(MapValue config)
    {
        var service = config.Map("service");
        return new WebhookClient
        {
            Url = service is null ? config.StringOrEmpty("url") : "",
            ServiceName = service?.StringOrEmpty("name") ?? "",
            ServiceNamespace = service?.StringOrEmpty("namespace") ?? "",
            ServicePath = service?.StringOrEmpty("path") ?? "",
            ServicePort = (int)(service?.Integer("port") ?? 443),
            CaBundle = Decode(config.StringOrEmpty("caBundle")),
        };
    }

    /// <summary>The address called, without the time-out: <c>https://name.namespace.svc:443/path</c>.</summary>
    public string Address() => IsService
        ? $"https://{Host}:{ServicePort.ToString(CultureInfo.InvariantCulture)}/{ServicePath.TrimStart('/')}"
        : Url;

    private static string Decode(string base64)
    {
        var bytes = new byte[(base64.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? System.Text.Encoding.UTF8.GetString(bytes, 0, length) : "";
    }
}
