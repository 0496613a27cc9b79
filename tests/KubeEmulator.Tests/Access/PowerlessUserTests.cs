using System.Net;
using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Access;

/// <summary>A user without rights walks every resource, subresource and verb, and every path, and finds no door open.</summary>
public sealed class PowerlessUserTests
{
    // What every authenticated user may do: ask about himself.
    private static readonly HashSet<string> Open = ["selfsubjectaccessreviews", "selfsubjectreviews", "selfsubjectrulesreviews"];

    [Fact]
    public async Task EveryResourceAndVerb_InProcess_IsForbidden()
    {
        await using var cluster = await StartAsync();
        var api = cluster.As("powerless").Api;
        var doors = new List<string>();

        foreach (var type in api.Catalog.Types)
        {
            var space = type.Namespaced ? "default" : "";
            var body = MapValue.Of(("kind", type.Kind), ("apiVersion", type.GroupVersion.ToString()), ("metadata", MapValue.Of(("name", "x"))));
            foreach (var at in type.Namespaced ? new[] { space, "" } : [""])
            {
                await TryAsync("list", () => Task.FromResult<object>(api.List(type, at, new ListOptions())));
                await TryAsync("watch", () => Task.FromResult<object>(api.Watch(type, at, new ListOptions())));
                await TryAsync("deletecollection", async () => await api.DeleteCollectionAsync(type, at, new ListOptions(), new DeleteOptions()));
            }

            await TryAsync("get", () => Task.FromResult<object>(api.Get(type, space, "x")));
            await TryAsync("scale", () => Task.FromResult<object>(api.GetScale(type, space, "x")));
            await TryAsync("delete", async () => await api.DeleteAsync(type, space, "x", new DeleteOptions()));
            if (!Open.Contains(type.Plural))
            {
                await TryAsync("create", async () => await api.CreateAsync(type, space, body));
            }

            foreach (var subresource in type.Subresources.Select(s => s.Name).Prepend(""))
            {
                await TryAsync($"update {subresource}", async () => await api.UpdateAsync(type, space, "x", subresource, body));
                await TryAsync($"act {subresource}", async () => await api.ActAsync(type, space, "x", subresource.Length == 0 ? "none" : subresource, body));
                await TryAsync($"patch {subresource}", async () => await api.PatchAsync(type, space, "x", subresource, new PatchBody(PatchType.Merge, body, []), new PatchOptions()));
            }

            async Task TryAsync(string what, Func<Task<object>> call)
            {
                try
                {
                    await call();
                    doors.Add($"{what} {type}");
                }
                catch (ApiException refused)
                {
                    if (refused.Code != 403)
                    {
                        doors.Add($"{what} {type}: {refused.Status}");
                    }
                }
            }
        }

        Assert.Empty(doors);
    }

    [Fact]
    public async Task EveryResourceAndMethod_OverHttp_IsForbidden()
    {
        await using var cluster = await StartAsync();
        using var client = new HttpClient(cluster.As("powerless").CreateHandler()) { BaseAddress = new Uri("http://cluster") };
        var doors = new List<string>();

        foreach (var (method, path) in cluster.Api.Catalog.Types.SelectMany(Requests))
        {
            using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Get ? null : new StringContent("{}", Encoding.UTF8, "application/json") };
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (answer.StatusCode != HttpStatusCode.Forbidden)
            {
                doors.Add($"{method} {path}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(doors);
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/logs")]
    [InlineData("/debug/pprof")]
    [InlineData("/emulator/v1/requests")]
    [InlineData("/emulator/v1/clock")]
    [InlineData("/emulator/v1/reset")]
    [InlineData("/api/v1/watch/secrets")]
    [InlineData("/api/v1/namespaces/kube-system/secrets/x")]
    [InlineData("/apis/apps/v1/unknown")]
    [InlineData("/api/v1/nodes/x/proxy/pods")]
    public async Task PathsBeside_OverHttp_AreForbidden(string path)
    {
        await using var cluster = await StartAsync();
        using var client = new HttpClient(cluster.As("powerless").CreateHandler()) { BaseAddress = new Uri("http://cluster") };

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static Task<EmulatedCluster> StartAsync() => EmulatedCluster.StartAsync(new EmulatedClusterOptions { ApiOnly = true });

    private static IEnumerable<(HttpMethod Method, string Path)> Requests(ResourceType type)
    {
        var root = type.Group.Length == 0 ? $"/api/{type.Version}" : $"/apis/{type.Group}/{type.Version}";
        var all = $"{root}/{type.Plural}";
        var collection = type.Namespaced ? $"{root}/namespaces/default/{type.Plural}" : all;
        foreach (var path in new[] { all, collection }.Distinct())
        {
            yield return (HttpMethod.Get, path);
            yield return (HttpMethod.Get, $"{path}?watch=true");
            yield return (HttpMethod.Delete, path);
            if (!Open.Contains(type.Plural))
            {
                yield return (HttpMethod.Post, path);
            }
        }

        foreach (var path in type.Subresources.Select(s => $"{collection}/x/{s.Name}").Prepend($"{collection}/x"))
        {
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Post, HttpMethod.Delete])
            {
                if (!Open.Contains(type.Plural) || method != HttpMethod.Post)
                {
                    yield return (method, path);
                }
            }
        }
    }
}
