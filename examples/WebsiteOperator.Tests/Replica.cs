using KubeEmulator;
using KubeEmulator.Api;

namespace WebsiteOperator.Tests;

/// <summary>One instance of the operator, with the rights of its service account and on the cluster's time.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Connection _connection;
    private readonly HttpClient _http;
    private readonly Operator _operator;
    private readonly Task _running;

    private Replica(EmulatedCluster cluster, string name, IDnsZone zone)
    {
        _connection = new Connection(cluster.As(OperatorCluster.User).CreateHandler(), cluster.Activity, name);
        _http = new HttpClient(_connection) { BaseAddress = new Uri("http://cluster.local") };
        _operator = new Operator(_http, zone, name, cluster.Clock);

        // Not on another thread: its first call is then under way before a test moves the clock.
        _running = _operator.RunAsync(_stop.Token);
    }

    public bool IsLeader => _operator.IsLeader;

    public static Replica Start(EmulatedCluster cluster, IDnsZone zone, string name = "one") => new(cluster, name, zone);

    /// <summary>Its network is gone from now on.</summary>
    public void CutOff() => _connection.IsCut = true;

    /// <summary>Ends it without a goodbye.</summary>
    public async Task CrashAsync()
    {
        CutOff();
        await StopAsync();
    }

    /// <summary>Ends it in good order.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        _stop.Dispose();
    }

    // What the operator does upon an answer it does at once, but the cluster cannot know: a mark keeps the clock from running ahead.
    private sealed class Connection(HttpMessageHandler inner, ClusterActivity activity, string name) : DelegatingHandler(inner)
    {
        private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

        public bool IsCut { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var mark = activity.Begin($"operator {name}");
            try
            {
                return IsCut ? throw new HttpRequestException("no route to host") : await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _ = EndAsync(mark);
            }
        }

        private static async Task EndAsync(IDisposable mark)
        {
            await Task.Delay(Moment).ConfigureAwait(false);
            mark.Dispose();
        }
    }
}
