using System.Net.Http.Json;
using System.Text.Json;

namespace GitOpsSync;

/// <summary>What a cluster serves.</summary>
public static class Discovery
{
    /// <summary>All resources: of each group in the version that it prefers, and in the others.</summary>
    public static async Task<IReadOnlyList<ServedResource>> ReadAsync(HttpClient http, CancellationToken cancellation)
    {
        var groups = await http.GetFromJsonAsync<JsonElement>("/apis", cancellation).ConfigureAwait(false);
        string[] versions =
        [
            "/api/v1",
            .. groups.GetProperty("groups").EnumerateArray()
                .SelectMany(g => g.GetProperty("versions").EnumerateArray())
                .Select(v => $"/apis/{v.GetProperty("groupVersion").GetString()}"),
        ];
        var served = new List<ServedResource>();
        foreach (var version in versions)
        {
            var list = await http.GetFromJsonAsync<JsonElement>(version, cancellation).ConfigureAwait(false);
            served.AddRange(list.GetProperty("resources").EnumerateArray()
                .Select(r => Read(list.GetProperty("groupVersion").GetString()!, r))
                .Where(r => !r.Plural.Contains('/', StringComparison.Ordinal)));
        }

        return served;
    }

    private static ServedResource Read(string version, JsonElement resource)
    {
        var verbs = resource.GetProperty("verbs").EnumerateArray().Select(v => v.GetString()).ToHashSet();
        return new ServedResource(
            version,
            resource.GetProperty("kind").GetString()!,
            resource.GetProperty("name").GetString()!,
            resource.GetProperty("namespaced").GetBoolean(),
            verbs.IsSupersetOf(["list", "patch", "delete"]));
    }
}
