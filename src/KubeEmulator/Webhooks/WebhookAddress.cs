using System.Globalization;
using KubeEmulator.Api;

namespace KubeEmulator.Webhooks;

/// <summary>The URL that a webhook is called by: its path cleaned as Go's <c>path.Join</c> does, and how long it has.</summary>
internal static class WebhookAddress
{
    public static string Of(WebhookClient client, TimeSpan timeout)
    {
        var address = client.Address();
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var slash = scheme < 0 ? -1 : address.IndexOf('/', scheme + 3);
        var (origin, path) = slash < 0 ? (address, "") : (address[..slash], address[slash..]);

        // Upstream rounds up to whole seconds, or the time already gone would show.
        var seconds = (long)Math.Ceiling(timeout.TotalSeconds);
        return $"{origin}{Clean(path)}?timeout={seconds.ToString(CultureInfo.InvariantCulture)}s";
    }

    private static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                parts.RemoveRange(Math.Max(0, parts.Count - 1), Math.Min(1, parts.Count));
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return $"/{string.Join('/', parts)}";
    }
}
