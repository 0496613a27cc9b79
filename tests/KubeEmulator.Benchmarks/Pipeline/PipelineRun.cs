using System.Diagnostics;
using KubeEmulator.Benchmarks.Load;
using KubeEmulator.Server;
using Microsoft.AspNetCore.Http;

namespace KubeEmulator.Benchmarks.Pipeline;

/// <summary>One request after the other through the server's handler. A round leaves nothing behind, so that the next finds warm code and the same state.</summary>
internal sealed class PipelineRun(ApiServer server, LoadObjects objects, int count)
{
    private readonly List<PipelineResult> _results = [];

    /// <summary>Measures only what has this word in its name; all is done all the same. Null for everything.</summary>
    public string? Only { get; init; }

    public async Task<IReadOnlyList<PipelineResult>> RoundAsync()
    {
        _results.Clear();
        var path = "/" + objects.Path;
        var bodies = Enumerable.Range(0, count).Select(i => objects.Body($"load-{i}", i)).ToArray();
        await MeasureAsync("create", count, i => CallAsync("POST", path, bodies[i]));
        await MeasureAsync("get", count, i => CallAsync("GET", $"{path}/load-{i}"));
        await MeasureAsync("list", 10, _ => CallAsync("GET", path));
        await MeasureAsync("list by label (a tenth)", 20, _ => CallAsync("GET", path, query: "?labelSelector=colour%3Dc3"));
        await MeasureAsync("page of 500", 50, _ => CallAsync("GET", path, query: "?limit=500"));
        await MeasureAsync("update", count, i => CallAsync("PUT", $"{path}/load-{i}", objects.Body($"load-{i}", i + 5), revision: true));
        await MeasureAsync("merge patch", count, i => CallAsync("PATCH", $"{path}/load-{i}", objects.Patch(i + 1), "application/merge-patch+json"));
        await MeasureAsync("apply", count, i => CallAsync("PATCH", $"{path}/load-{i}", objects.Body($"load-{i}", i + 2), "application/apply-patch+yaml", "?fieldManager=applier&force=true"));
        await MeasureAsync("delete", count / 2, i => CallAsync("DELETE", $"{path}/load-{i}"));
        await MeasureAsync("deletecollection, per object", 1, _ => CallAsync("DELETE", path, query: "?labelSelector=app%3Dload"), per: count - (count / 2));
        return _results;
    }

    /// <summary>Makes a call and expects it to go well.</summary>
    public async Task CallAsync(string method, string path, byte[]? body = null, string contentType = "application/json", string query = "", bool revision = false)
    {
        body = revision ? await WithRevisionAsync(path, body!) : body;
        var status = await AnswerAsync(method, path, body, contentType, query, Stream.Null);
        if (status >= 300)
        {
            using var answer = new MemoryStream();
            await AnswerAsync(method, path, body, contentType, query, answer);
            throw new InvalidOperationException($"{method} {path}: {status} {System.Text.Encoding.UTF8.GetString(answer.ToArray())}");
        }
    }

    // Custom resources are not updated without one. Its cost is that of a look into the store.
    private async Task<byte[]> WithRevisionAsync(string path, byte[] body)
    {
        if (objects != LoadObjects.Gadgets)
        {
            return body;
        }

        await Task.CompletedTask;
        var type = server.Options.Services.Catalog.Find("load.example", "v1", "gadgets")!;
        var live = server.Options.Services.Api.Get(type, "default", path[(path.LastIndexOf('/') + 1)..]);
        return System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(body).Replace(
            "\"metadata\":{", $"\"metadata\":{{\"resourceVersion\":\"{live.Metadata.ResourceVersion}\",", StringComparison.Ordinal));
    }

    private async Task<int> AnswerAsync(string method, string path, byte[]? body, string contentType, string query, Stream to)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = method;
        http.Request.Path = path;
        http.Request.QueryString = new QueryString(query);
        http.Request.Headers.UserAgent = "kube-load/1";
        if (body is not null)
        {
            http.Request.Body = new MemoryStream(body);
            http.Request.ContentLength = body.Length;
            http.Request.Headers.ContentType = contentType;
        }

        http.Response.Body = to;
        await server.HandleAsync(http);
        await http.Response.CompleteAsync();
        return http.Response.StatusCode;
    }

    private async Task MeasureAsync(string what, int times, Func<int, Task> call, int per = 0)
    {
        var process = Process.GetCurrentProcess();
        var (cpu, all, own) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true), GC.GetAllocatedBytesForCurrentThread());
        var paused = GC.GetTotalPauseDuration();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < times; i++)
        {
            await call(i);
        }

        double n = per > 0 ? per : times;
        var (elapsed, ownBytes) = (watch.Elapsed, GC.GetAllocatedBytesForCurrentThread() - own);

        paused = GC.GetTotalPauseDuration() - paused;

        // What the cluster's own actors do because of it is done soon after.
        await Task.Delay(300);
        process.Refresh();
        if (Only is null || what.Contains(Only, StringComparison.Ordinal))
        {
            _results.Add(new PipelineResult(what, elapsed.TotalMicroseconds / n, ownBytes / n, (process.TotalProcessorTime - cpu).TotalMicroseconds / n, (GC.GetTotalAllocatedBytes(precise: true) - all) / n, paused.TotalMicroseconds / n));
        }
    }
}
