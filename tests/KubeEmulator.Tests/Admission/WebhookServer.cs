using System.Net;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Admission;

/// <summary>A cluster with webhooks of this process; each test says how they answer.</summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    private readonly Dictionary<string, Func<MapValue, MapValue>> _hooks = [];

    private WebhookServer(EmulatedCluster cluster)
    {
        Cluster = cluster;
        cluster.Webhooks.AddService("default", "hooks", AnswerAsync);
    }

    public EmulatedCluster Cluster { get; }

    /// <summary>The paths called, in order.</summary>
    public List<string> Called { get; } = [];

    /// <summary>The requests sent, in order.</summary>
    public List<MapValue> Requests { get; } = [];

    public static async Task<WebhookServer> StartAsync() =>
        new(await EmulatedCluster.StartAsync(new EmulatedClusterOptions { ApiOnly = true }));

    /// <summary>Adds a webhook for new and changed ConfigMaps; <paramref name="answer"/> makes the response without uid from the request.</summary>
    public Task AddAsync(bool mutating, string name, Func<MapValue, MapValue> answer, string more = "", string rules = """[{apiGroups: [""], apiVersions: ["*"], resources: [configmaps], operations: ["*"]}]""")
    {
        _hooks[$"/{name}"] = answer;
        return Cluster.Objects.ApplyAsync($$"""
            apiVersion: admissionregistration.k8s.io/v1
            kind: {{(mutating ? "Mutating" : "Validating")}}WebhookConfiguration
            metadata: {name: {{name}}}
            webhooks:
            - name: {{name}}.example.com
              admissionReviewVersions: [v1]
              sideEffects: None
              clientConfig: {service: {namespace: default, name: hooks, path: "/{{name}}" } }
              rules: {{rules}}
              {{more}}
            """);
    }

    public async Task<MapValue> CreateAsync(string name, string more = "")
    {
        var created = await Cluster.Objects.CreateAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}, data: {a: '1'" + more + "}}");
        return created.Single().Root;
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    public static MapValue Allow(params (string Key, Value Value)[] more) => MapValue.Of([("allowed", true), .. more]);

    public static MapValue Patch(string operations) =>
        Allow(("patchType", "JSONPatch"), ("patch", Convert.ToBase64String(Encoding.UTF8.GetBytes(operations))));

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var review = (MapValue)Value.Parse(await request.Content!.ReadAsByteArrayAsync(cancellation));
        var path = request.RequestUri!.AbsolutePath;
        lock (Called)
        {
            Called.Add(path[1..]);
            Requests.Add(review.Map("request")!);
        }

        var response = _hooks[path](review.Map("request")!).With("uid", review.At("request", "uid")!);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(review.Without("request").With("response", response).ToString(), Encoding.UTF8, "application/json") };
    }
}
