using System.Text.Json;
using WebsiteOperator.Kube;
using WebsiteOperator.Models;

namespace WebsiteOperator;

/// <summary>The operator: follows websites and their Deployments while it leads, and reconciles what changed.</summary>
public sealed class Operator
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly KubeClient _client;
    private readonly TimeProvider _time;
    private readonly LeaderElector _elector;
    private readonly WebsiteReconciler _reconciler;
    private readonly Action<string> _log;

    public Operator(HttpClient http, IDnsZone zone, string identity, TimeProvider time, Action<string>? log = null)
    {
        _client = new KubeClient(http, "website-operator");
        _time = time;
        _elector = new LeaderElector(_client, "website-system", "website-operator", identity, time, Election.Default);
        _reconciler = new WebsiteReconciler(_client, zone, time);
        _log = log ?? (_ => { });
    }

    /// <summary>Whether this instance leads.</summary>
    public bool IsLeader => _elector.IsLeader;

    /// <summary>Runs until stopped; an instance that loses its lease becomes a candidate again.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await _elector.RunAsync(LeadAsync, stop).ConfigureAwait(false);
                _log("lost the lease");
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private Task LeadAsync(CancellationToken stop)
    {
        var queue = new WorkQueue(_time);
        return Task.WhenAll(
            FollowAsync<Website>(queue, site => $"{site.Metadata.Namespace}/{site.Metadata.Name}", stop),
            FollowAsync<Deployment>(queue, Owner, stop),
            WorkAsync(queue, stop));
    }

    private static string? Owner(Deployment deployment) =>
        deployment.Metadata.OwnerReferences?.FirstOrDefault(o => o.Controller && o.Kind == ResourcePath.Kind<Website>()) is { } owner ? $"{deployment.Metadata.Namespace}/{owner.Name}" : null;

    // List, then watch from there; whatever ends the watch, begin again. Keys only, so an event missed or seen twice does no harm.
    private async Task FollowAsync<T>(WorkQueue queue, Func<T, string?> key, CancellationToken stop)
        where T : Resource
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var (items, version) = await _client.ListAsync<T>(stop).ConfigureAwait(false);
                foreach (var item in items)
                {
                    Enqueue(queue, key(item));
                }

                await foreach (var change in _client.WatchAsync<T>(version, stop).ConfigureAwait(false))
                {
                    if (change.Type == "ERROR")
                    {
                        break;
                    }

                    if (change.Type != "BOOKMARK")
                    {
                        Enqueue(queue, key(JsonSerializer.Deserialize<T>(change.Object, KubeClient.Json)!));
                    }
                }
            }
            catch (Exception broken) when (broken is KubeException or HttpRequestException or IOException)
            {
                _log($"watching {typeof(T).Name}: {broken.Message}");
            }

            await Task.Delay(Pause, _time, stop).ConfigureAwait(false);
        }
    }

    private static void Enqueue(WorkQueue queue, string? key)
    {
        if (key is not null)
        {
            queue.Add(key);
        }
    }

    private async Task WorkAsync(WorkQueue queue, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var key = await queue.TakeAsync(stop).ConfigureAwait(false);
            try
            {
                var parts = key.Split('/');
                await _reconciler.ReconcileAsync(parts[0], parts[1], stop).ConfigureAwait(false);
                queue.Succeeded(key);
            }
            catch (Exception failed) when (failed is KubeException or HttpRequestException)
            {
                _log($"{key}: {failed.Message}");
                queue.Failed(key, stop);
            }
        }
    }
}
