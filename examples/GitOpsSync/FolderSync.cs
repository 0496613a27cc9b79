using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace GitOpsSync;

/// <summary>
/// Makes a cluster as a folder says: applies every document, taking back fields that somebody changed by hand, and deletes what
/// this set applied once and the folder has no more. Where anything of the folder cannot be read or applied, nothing is deleted.
/// </summary>
public sealed class FolderSync(HttpClient http, string set)
{
    // What others need comes first.
    private static readonly string[] First = ["Namespace", "CustomResourceDefinition", "ServiceAccount", "ConfigMap", "Secret"];

    /// <summary>Synchronises again and again.</summary>
    public async Task RunAsync(string folder, TimeSpan every, TimeProvider time, Action<SyncResult> report, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            report(await OnceAsync(folder, stop).ConfigureAwait(false));
            await Task.Delay(every, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Synchronises once.</summary>
    public async Task<SyncResult> OnceAsync(string folder, CancellationToken cancellation = default)
    {
        var applied = new HashSet<string>(StringComparer.Ordinal);
        var errors = new List<string>();
        try
        {
            var manifests = Manifest.ReadFolder(folder, set).OrderBy(m => Array.IndexOf(First, m.Kind) is >= 0 and var at ? at : First.Length);
            foreach (var kind in manifests.GroupBy(m => (m.ApiVersion, m.Kind)).ToArray())
            {
                // Anew for each kind: a definition among them makes more.
                var served = await Discovery.ReadAsync(http, cancellation).ConfigureAwait(false);
                var resource = served.FirstOrDefault(r => r.ApiVersion == kind.Key.ApiVersion && r.Kind == kind.Key.Kind);
                foreach (var manifest in kind)
                {
                    await ApplyAsync(resource, manifest, applied, errors, cancellation).ConfigureAwait(false);
                }
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or HttpRequestException)
        {
            errors.Add(fault.Message);
        }

        var pruned = errors.Count == 0 ? await PruneAsync(applied, errors, cancellation).ConfigureAwait(false) : [];
        return new SyncResult([.. applied], pruned, errors);
    }

    private async Task ApplyAsync(ServedResource? resource, Manifest manifest, HashSet<string> applied, List<string> errors, CancellationToken cancellation)
    {
        if (resource is null)
        {
            errors.Add($"{manifest.Kind} {manifest.Name}: the cluster does not serve {manifest.Kind} of {manifest.ApiVersion}");
            return;
        }

        var path = resource.Path(manifest.Namespace ?? "default", manifest.Name);
        using var body = new StringContent(manifest.Yaml, Encoding.UTF8, "application/apply-patch+yaml");
        using var answer = await http.PatchAsync($"{path}?fieldManager=gitops-{set}&force=true", body, cancellation).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode)
        {
            applied.Add(path);
        }
        else
        {
            errors.Add($"{manifest.Kind} {manifest.Name}: {await MessageAsync(answer, cancellation).ConfigureAwait(false)}");
        }
    }

    private async Task<IReadOnlyList<string>> PruneAsync(HashSet<string> applied, List<string> errors, CancellationToken cancellation)
    {
        var pruned = new List<string>();
        var served = await Discovery.ReadAsync(http, cancellation).ConfigureAwait(false);

        // A group is served in several versions, of which one is enough.
        foreach (var resource in served.Where(r => r.IsPrunable).DistinctBy(r => (r.ApiVersion.Split('/')[0], r.Plural)))
        {
            var list = await http.GetFromJsonAsync<JsonElement>($"{resource.Path()}?labelSelector={Uri.EscapeDataString($"{Manifest.SetLabel}={set}")}", cancellation).ConfigureAwait(false);
            foreach (var metadata in list.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("metadata")))
            {
                var path = resource.Path(metadata.TryGetProperty("namespace", out var space) ? space.GetString() : null, metadata.GetProperty("name").GetString());

                // What another object made (a Deployment's ReplicaSets copy its labels) goes with its owner.
                if (applied.Contains(path) || metadata.TryGetProperty("ownerReferences", out _))
                {
                    continue;
                }

                using var answer = await http.DeleteAsync($"{path}?propagationPolicy=Background", cancellation).ConfigureAwait(false);
                (answer.IsSuccessStatusCode ? pruned : errors).Add(answer.IsSuccessStatusCode ? path : $"{path}: {await MessageAsync(answer, cancellation).ConfigureAwait(false)}");
            }
        }

        return pruned;
    }

    private static async Task<string> MessageAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var status = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation).ConfigureAwait(false);
        return status.GetProperty("message").GetString()!;
    }
}
