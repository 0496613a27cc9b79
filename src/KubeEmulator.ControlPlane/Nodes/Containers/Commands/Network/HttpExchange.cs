using System.Text;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Network;

/// <summary>What curl and wget share.</summary>
internal static class HttpExchange
{
    private const int MaxRedirects = 20;

    /// <summary>A token that fires after a number of seconds on the cluster's clock; null or 0: never.</summary>
    public static LinkedLimit Limit(CommandRun run, string? seconds)
    {
        var time = seconds is null ? null : CommandNumbers.ParseDuration(seconds);
        return new LinkedLimit(run, time is { } limit && limit > TimeSpan.Zero ? limit : Timeout.InfiniteTimeSpan);
    }

    public static async Task<HttpResponseMessage> SendAsync(CommandRun run, Uri uri, Func<Uri, HttpRequestMessage> create, bool follow, CancellationToken cancellationToken)
    {
        for (var step = 0; ; step++)
        {
            using var request = create(uri);
            var response = await run.Process.Container.Network.SendAsync(request, cancellationToken);
            if (!follow || step >= MaxRedirects || (int)response.StatusCode is < 300 or >= 400 || response.Headers.Location is not { } location)
            {
                return response;
            }

            uri = new Uri(uri, location);
            response.Dispose();
        }
    }

    public static string Head(HttpResponseMessage response)
    {
        var head = new StringBuilder($"HTTP/1.1 {(int)response.StatusCode} {response.ReasonPhrase}\r\n");
        _ = response.Content.Headers.ContentLength;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            foreach (var value in values)
            {
                head.Append(System.Globalization.CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            }
        }

        return head.Append("\r\n").ToString();
    }

    /// <summary>The command's own end and a limit of time.</summary>
    internal sealed class LinkedLimit : IDisposable
    {
        private readonly CancellationTokenSource timer;
        private readonly CancellationTokenSource linked;

        public LinkedLimit(CommandRun run, TimeSpan limit)
        {
            timer = new CancellationTokenSource(limit, run.Time);
            linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, run.Token);
        }

        public CancellationToken Token => linked.Token;

        public void Dispose()
        {
            linked.Dispose();
            timer.Dispose();
        }
    }
}
