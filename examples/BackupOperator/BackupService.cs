using BackupOperator.Models;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackupOperator;

/// <summary>The operator: follows backups and their jobs while it leads, and reconciles what changed.</summary>
public sealed class BackupService(IKubernetes client, BackupReconciler reconciler, Leadership leadership, TimeProvider time, ILogger<BackupService> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => leadership.RunAsync(LeadAsync, stoppingToken);

    private async Task LeadAsync(CancellationToken stop)
    {
        var queue = new WorkQueue(time);
        using var backups = new GenericClient(client, Backup.Group, Backup.Version, Backup.Plural, disposeClient: false);
        await Task.WhenAll(
            FollowAsync(queue, end => backups.WatchAsync<Backup>(Broken, end), Key, stop),
            FollowAsync(queue, end => client.BatchV1.WatchListJobForAllNamespacesAsync(labelSelector: BackupManifests.Label, onError: Broken, cancellationToken: end), Owner, stop),
            WorkAsync(queue, stop)).ConfigureAwait(false);
    }

    private static string Key(Backup backup) => $"{backup.Metadata.NamespaceProperty}/{backup.Metadata.Name}";

    private static string Owner(V1Job job) => $"{job.Metadata.NamespaceProperty}/{job.Metadata.Labels[BackupManifests.Label]}";

    // A watch without a version begins with what is there; whatever ends it, begin again. Keys only, so an event missed or seen twice does no harm.
    private async Task FollowAsync<T>(WorkQueue queue, Func<CancellationToken, IAsyncEnumerable<(WatchEventType Type, T Item)>> watch, Func<T, string> key, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var (_, item) in watch(stop).ConfigureAwait(false))
                {
                    queue.Add(key(item));
                }
            }
            catch (Exception broken) when (broken is not OperationCanceledException)
            {
                Broken(broken);
            }

            await Task.Delay(Pause, time, stop).ConfigureAwait(false);
        }
    }

    private void Broken(Exception broken) => log.LogWarning(broken, "a watch broke");

    private async Task WorkAsync(WorkQueue queue, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var key = await queue.TakeAsync(stop).ConfigureAwait(false);
            try
            {
                var parts = key.Split('/');
                await reconciler.ReconcileAsync(parts[0], parts[1], stop).ConfigureAwait(false);
                queue.Succeeded(key);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                log.LogWarning(failed, "{Key} is tried again", key);
                queue.Failed(key, stop);
            }
        }
    }
}
