using System.Net;
using BackupOperator.Models;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace BackupOperator;

/// <summary>Brings one backup closer to what it should be; run as often as anybody likes, it does the same.</summary>
public sealed class BackupReconciler(IKubernetes client, IVault vault, TimeProvider time)
{
    public const string Finalizer = "example.com/archives";
    public const string Manager = "backup-operator";

    public async Task ReconcileAsync(string @namespace, string name, CancellationToken cancellation)
    {
        if (await FindAsync(@namespace, name, cancellation).ConfigureAwait(false) is not { } backup)
        {
            return;
        }

        if (backup.Metadata.DeletionTimestamp is not null)
        {
            await FinalizeAsync(backup, cancellation).ConfigureAwait(false);
            return;
        }

        if (backup.Metadata.Finalizers?.Contains(Finalizer) != true)
        {
            // First of all: what is kept outside must not outlive the backup.
            backup.Metadata.Finalizers = [.. backup.Metadata.Finalizers ?? [], Finalizer];
            backup = await ReplaceAsync(backup, cancellation).ConfigureAwait(false);
        }

        var job = new V1Patch(BackupManifests.CronJob(backup), V1Patch.PatchType.ApplyPatch);
        await client.BatchV1.PatchNamespacedCronJobAsync(job, name, @namespace, fieldManager: Manager, force: true, cancellationToken: cancellation).ConfigureAwait(false);
        var jobs = await client.BatchV1.ListNamespacedJobAsync(@namespace, labelSelector: $"{BackupManifests.Label}={name}", cancellationToken: cancellation).ConfigureAwait(false);
        await ReportAsync(backup, [.. jobs.Items], cancellation).ConfigureAwait(false);
    }

    private async Task FinalizeAsync(Backup backup, CancellationToken cancellation)
    {
        if (backup.Metadata.Finalizers?.Contains(Finalizer) != true)
        {
            return;
        }

        foreach (var archive in backup.Status?.Archives ?? [])
        {
            await vault.RemoveAsync(archive, cancellation).ConfigureAwait(false);
        }

        backup.Metadata.Finalizers = [.. backup.Metadata.Finalizers.Where(f => f != Finalizer)];
        await ReplaceAsync(backup, cancellation).ConfigureAwait(false);
    }

    private async Task ReportAsync(Backup backup, V1Job[] jobs, CancellationToken cancellation)
    {
        var status = backup.Status ??= new BackupStatus();
        var before = KubernetesJson.Serialize(status);
        foreach (var job in jobs.Where(j => j.Status?.CompletionTime > (status.LastArchiveTime ?? DateTime.MinValue)).OrderBy(j => j.Status.CompletionTime))
        {
            // Named after its job: who is interrupted here seals the same archive again.
            await vault.SealAsync(job.Metadata.Name, cancellation).ConfigureAwait(false);
            status.Archives = [.. status.Archives, job.Metadata.Name];
            status.LastArchiveTime = job.Status.CompletionTime;
        }

        while (status.Archives.Count > Math.Max(1, backup.Spec.Keep))
        {
            await vault.RemoveAsync(status.Archives[0], cancellation).ConfigureAwait(false);
            status.Archives = [.. status.Archives.Skip(1)];
        }

        status.ObservedGeneration = backup.Metadata.Generation;
        if (Verdict(jobs) is { } verdict)
        {
            var held = status.Conditions.FirstOrDefault(c => c.Type == verdict.Type && c.Status == verdict.Status);
            verdict.LastTransitionTime = held?.LastTransitionTime ?? time.GetUtcNow().UtcDateTime;
            status.Conditions = [verdict];
        }

        if (KubernetesJson.Serialize(status) != before)
        {
            await client.CustomObjects.ReplaceNamespacedCustomObjectStatusAsync<Backup>(
                backup, Backup.Group, Backup.Version, backup.Metadata.NamespaceProperty, Backup.Plural, backup.Metadata.Name, cancellationToken: cancellation).ConfigureAwait(false);
        }
    }

    // How the last job that ended did; null where none has.
    private static V1Condition? Verdict(V1Job[] jobs) => jobs
        .SelectMany(job => (job.Status?.Conditions ?? []).Where(c => c.Type is "Complete" or "Failed" && c.Status == "True").Select(c => (Job: job, Ended: c)))
        .OrderBy(end => end.Ended.LastTransitionTime)
        .Select(end => end.Ended.Type == "Complete"
            ? new V1Condition { Type = "Succeeded", Status = "True", Reason = "Archived", Message = $"{end.Job.Metadata.Name} is in the vault" }
            : new V1Condition { Type = "Succeeded", Status = "False", Reason = end.Ended.Reason, Message = $"{end.Job.Metadata.Name}: {end.Ended.Message}" })
        .LastOrDefault();

    private async Task<Backup?> FindAsync(string @namespace, string name, CancellationToken cancellation)
    {
        try
        {
            return await client.CustomObjects.GetNamespacedCustomObjectAsync<Backup>(Backup.Group, Backup.Version, @namespace, Backup.Plural, name, cancellation).ConfigureAwait(false);
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    // With the version that was read, so that a change of somebody else's in between is a conflict and no loss.
    private Task<Backup> ReplaceAsync(Backup backup, CancellationToken cancellation) => client.CustomObjects.ReplaceNamespacedCustomObjectAsync<Backup>(
        backup, Backup.Group, Backup.Version, backup.Metadata.NamespaceProperty, Backup.Plural, backup.Metadata.Name, cancellationToken: cancellation);
}
