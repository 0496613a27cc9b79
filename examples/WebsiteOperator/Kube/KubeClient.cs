using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace WebsiteOperator.Kube;

/// <summary>As much of a client as this operator needs.</summary>
public sealed class KubeClient(HttpClient http, string fieldManager)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The object; null where there is none.</summary>
    public async Task<T?> FindAsync<T>(string @namespace, string name, CancellationToken cancellation)
        where T : Resource
    {
        using var answer = await http.GetAsync(ResourcePath.Of<T>(@namespace, name), cancellation).ConfigureAwait(false);
        return answer.StatusCode == System.Net.HttpStatusCode.NotFound ? null : await ReadAsync<T>(answer, cancellation).ConfigureAwait(false);
    }

    public async Task<T> CreateAsync<T>(T created, CancellationToken cancellation)
        where T : Resource
    {
        var path = ResourcePath.Of<T>(created.Metadata.Namespace);
        using var answer = await http.PostAsJsonAsync($"{path}?fieldManager={fieldManager}", Typed(created), Json, cancellation).ConfigureAwait(false);
        return await ReadAsync<T>(answer, cancellation).ConfigureAwait(false);
    }

    /// <summary>Replaces an object, or its status, as it was read; a 409 where somebody else was faster.</summary>
    public async Task<T> UpdateAsync<T>(T edited, CancellationToken cancellation, string? subresource = null)
        where T : Resource
    {
        var path = ResourcePath.Of<T>(edited.Metadata.Namespace, edited.Metadata.Name, subresource);
        using var answer = await http.PutAsJsonAsync($"{path}?fieldManager={fieldManager}", Typed(edited), Json, cancellation).ConfigureAwait(false);
        return await ReadAsync<T>(answer, cancellation).ConfigureAwait(false);
    }

    /// <summary>Merges a patch into an object.</summary>
    public async Task MergeAsync<T>(T target, JsonObject patch, CancellationToken cancellation)
        where T : Resource
    {
        var path = ResourcePath.Of<T>(target.Metadata.Namespace, target.Metadata.Name);
        using var body = new StringContent(patch.ToJsonString(), Encoding.UTF8, "application/merge-patch+json");
        using var answer = await http.PatchAsync($"{path}?fieldManager={fieldManager}", body, cancellation).ConfigureAwait(false);
        await CheckAsync(answer, cancellation).ConfigureAwait(false);
    }

    /// <summary>Server-side apply: what the manifest says is so, whoever owned it before.</summary>
    public async Task ApplyAsync(string path, JsonObject manifest, CancellationToken cancellation)
    {
        using var body = new StringContent(manifest.ToJsonString(), Encoding.UTF8, "application/apply-patch+yaml");
        using var answer = await http.PatchAsync($"{path}?fieldManager={fieldManager}&force=true", body, cancellation).ConfigureAwait(false);
        await CheckAsync(answer, cancellation).ConfigureAwait(false);
    }

    /// <summary>All objects of a class in all namespaces, and the version to watch from.</summary>
    public async Task<(IReadOnlyList<T> Items, string Version)> ListAsync<T>(CancellationToken cancellation)
        where T : Resource
    {
        using var answer = await http.GetAsync(ResourcePath.Of<T>(), cancellation).ConfigureAwait(false);
        var list = await ReadAsync<JsonElement>(answer, cancellation).ConfigureAwait(false);
        return (list.GetProperty("items").Deserialize<T[]>(Json)!, list.GetProperty("metadata").GetProperty("resourceVersion").GetString()!);
    }

    /// <summary>What happens from a version on, until the server ends the watch.</summary>
    public async IAsyncEnumerable<WatchEvent> WatchAsync<T>(string version, [EnumeratorCancellation] CancellationToken cancellation)
        where T : Resource
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{ResourcePath.Of<T>()}?watch=true&resourceVersion={version}&allowWatchBookmarks=true");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        await CheckAsync(answer, cancellation).ConfigureAwait(false);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false));
        while (await reader.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
        {
            yield return JsonSerializer.Deserialize<WatchEvent>(line, Json)!;
        }
    }

    // What was read from a list carries neither kind nor version.
    private static T Typed<T>(T written)
        where T : Resource
    {
        (written.ApiVersion, written.Kind) = (ResourcePath.ApiVersion<T>(), ResourcePath.Kind<T>());
        return written;
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellation)
    {
        await CheckAsync(answer, cancellation).ConfigureAwait(false);
        return (await answer.Content.ReadFromJsonAsync<T>(Json, cancellation).ConfigureAwait(false))!;
    }

    private static async Task CheckAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new KubeException((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
        }
    }
}
