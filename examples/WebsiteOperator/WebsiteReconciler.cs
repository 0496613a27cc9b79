using System.Text.Json.Nodes;
using WebsiteOperator.Kube;
using WebsiteOperator.Models;

namespace WebsiteOperator;

/// <summary>Brings one website closer to what it should be; run as often as anybody likes, it does the same.</summary>
public sealed class WebsiteReconciler(KubeClient client, IDnsZone zone, TimeProvider time)
{
    public const string Finalizer = "example.com/dns";

    public async Task ReconcileAsync(string @namespace, string name, CancellationToken cancellation)
    {
        if (await client.FindAsync<Website>(@namespace, name, cancellation).ConfigureAwait(false) is not { } site)
        {
            return;
        }

        if (site.Metadata.DeletionTimestamp is not null)
        {
            await FinalizeAsync(site, cancellation).ConfigureAwait(false);
            return;
        }

        if (site.Metadata.Finalizers?.Contains(Finalizer) != true)
        {
            // First of all: what is made outside must not outlive the website.
            await SetFinalizersAsync(site, [.. site.Metadata.Finalizers ?? [], Finalizer], cancellation).ConfigureAwait(false);
        }

        foreach (var (path, manifest) in WebsiteManifests.Of(site))
        {
            await client.ApplyAsync(path, manifest, cancellation).ConfigureAwait(false);
        }

        await zone.PointAsync(site.Spec.Host, $"{name}.{@namespace}.svc", cancellation).ConfigureAwait(false);
        await ReportAsync(site, cancellation).ConfigureAwait(false);
    }

    private async Task FinalizeAsync(Website site, CancellationToken cancellation)
    {
        if (site.Metadata.Finalizers?.Contains(Finalizer) == true)
        {
            await zone.RemoveAsync(site.Spec.Host, cancellation).ConfigureAwait(false);
            await SetFinalizersAsync(site, [.. site.Metadata.Finalizers.Where(f => f != Finalizer)], cancellation).ConfigureAwait(false);
        }
    }

    private async Task ReportAsync(Website site, CancellationToken cancellation)
    {
        var deployment = await client.FindAsync<Deployment>(site.Metadata.Namespace!, site.Metadata.Name, cancellation).ConfigureAwait(false);
        var ready = deployment?.Status is { } status && status.ObservedGeneration >= deployment.Metadata.Generation ? Math.Min(status.ReadyReplicas, status.UpdatedReplicas) : 0;
        var isReady = ready >= site.Spec.Replicas;
        var before = site.Status?.Conditions.FirstOrDefault(c => c.Type == "Ready");
        var now = new Condition("Ready", isReady ? "True" : "False", isReady ? "Serving" : "Waiting", $"{ready} of {site.Spec.Replicas} servers are ready", time.GetUtcNow().UtcDateTime);
        if (before?.Status == now.Status)
        {
            now = now with { LastTransitionTime = before.LastTransitionTime };
        }

        if (before != now || site.Status?.ObservedGeneration != site.Metadata.Generation)
        {
            site.Status = new WebsiteStatus { ReadyReplicas = ready, ObservedGeneration = site.Metadata.Generation, Conditions = [now] };
            var current = await client.FindAsync<Website>(site.Metadata.Namespace!, site.Metadata.Name, cancellation).ConfigureAwait(false);
            if (current?.Metadata.Generation == site.Metadata.Generation)
            {
                current.Status = site.Status;
                await client.UpdateAsync(current, cancellation, "status").ConfigureAwait(false);
            }
        }
    }

    private Task SetFinalizersAsync(Website site, string[] finalizers, CancellationToken cancellation) => client.MergeAsync(
        site,
        new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["finalizers"] = new JsonArray([.. finalizers.Select(f => (JsonNode)f)]),

                // A list is replaced whole, so the version must be the one that was read.
                ["resourceVersion"] = site.Metadata.ResourceVersion,
            },
        },
        cancellation);
}
