using System.Net;
using System.Net.Sockets;
using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Webhooks;

public sealed class WebhookCallerTests
{
    private static readonly MapValue Review = MapValue.Of(("kind", "AdmissionReview"), ("apiVersion", "admission.k8s.io/v1"));
    private static readonly WebhookClient Service = new() { ServiceNamespace = "default", ServiceName = "hook", ServicePath = "validate/" };

    [Fact]
    public async Task Handler_OfAService_AnswersWithoutAServiceObject()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        var seen = "";
        using var entry = cluster.Webhooks.AddService("default", "hook", async (request, token) =>
        {
            seen = $"{request.Method} {request.RequestUri} {await request.Content!.ReadAsStringAsync(token)}";
            return Answer("""{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","response":{"uid":"1"}}""");
        });

        var answer = await CallAsync(cluster, Service);

        Assert.Equal($"POST https://hook.default.svc/validate?timeout=2s {Review}", seen);
        Assert.Equal("1", answer.Review.StringAt("response", "uid"));
    }

    [Theory]
    [InlineData(200, "text/plain", "{nonsense", "couldn't get version/kind; json parse error: invalid character 'n' looking for beginning of object key string")]
    [InlineData(200, "text/plain", "nonsense", "couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }")]
    [InlineData(200, "application/json", "\"x\"", "couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }")]
    [InlineData(200, "application/json", "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1beta1\"}", "converting (v1beta1.AdmissionReview) to (v1.AdmissionReview): unknown conversion")]
    [InlineData(500, "application/json", "{}", "an error on the server (\"unknown\") has prevented the request from succeeding")]
    [InlineData(500, "text/plain", " boom\n", "an error on the server (\"boom\") has prevented the request from succeeding")]
    [InlineData(404, "text/plain", "", "the server could not find the requested resource")]
    [InlineData(302, "text/plain", "", "the server responded with the status code 302 but did not return more information")]
    public async Task Answer_ThatIsNoReview_IsAFailureInTheRealWords(int code, string mediaType, string body, string failure)
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var entry = cluster.Webhooks.AddHost("hooks.example.com", (_, _) => Task.FromResult(Answer(body, code, mediaType)));

        var answer = await CallAsync(cluster, new WebhookClient { Url = "https://hooks.example.com/x" });

        Assert.Equal(failure, answer.Failure);
    }

    [Theory]
    [InlineData(503, "0", 2, 3, "")]
    [InlineData(429, "0", 99, 11, "the server has received too many requests and has asked us to try again later")]
    [InlineData(503, "Wed, 21 Oct 2026 07:28:00 GMT", 99, 1, "the server is currently unable to handle the request")]
    [InlineData(409, "0", 99, 1, "the server reported a conflict")]
    public async Task Answer_ThatSaysHowLongToWait_IsAskedForAgain(int code, string retryAfter, int refusals, int calls, string failure)
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithApiOnly());
        var seen = 0;
        using var entry = cluster.Webhooks.AddService("default", "hook", (_, _) =>
        {
            var answer = Answer("""{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","response":{"uid":"1"}}""", ++seen <= refusals ? code : 200);
            answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            return Task.FromResult(answer);
        });

        var answer = await CallAsync(cluster, Service);

        Assert.Equal((calls, failure), (seen, answer.Failure));
    }

    [Fact]
    public async Task Handler_ThatHangs_EndsWithItsTime()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        var never = new TaskCompletionSource<HttpResponseMessage>();
        using var entry = cluster.Webhooks.AddService("default", "hook", (_, _) => never.Task);

        var answer = await cluster.Api.Services.Webhooks!.CallAsync(Service, Review, TimeSpan.FromMilliseconds(20), default);

        Assert.Equal("Post \"https://hook.default.svc:443/validate?timeout=1s\": context deadline exceeded", answer.Failure);
    }

    [Fact]
    public async Task Call_UnderWay_IsActivity()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        IReadOnlyList<string> busy = [];
        using var entry = cluster.Webhooks.AddService("default", "hook", (_, _) =>
        {
            busy = cluster.Api.Services.Activity.Busy();
            return Task.FromResult(Answer("{}"));
        });

        await CallAsync(cluster, Service);

        Assert.Equal(["webhook https://hook.default.svc/validate"], busy);
        Assert.Empty(cluster.Api.Services.Activity.Busy());
    }

    [Fact]
    public async Task Handler_ThatThrows_IsAServerError()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var entry = cluster.Webhooks.AddService("default", "hook", (_, _) => throw new InvalidOperationException("broken"));

        var answer = await CallAsync(cluster, Service);

        Assert.Equal("an error on the server (\"InvalidOperationException: broken\") has prevented the request from succeeding", answer.Failure);
    }

    [Fact]
    public async Task Service_ThatDoesNotExist_IsNamed()
    {
        await using var cluster = await EmulatedCluster.StartAsync();

        var answer = await CallAsync(cluster, Service);

        Assert.Equal("Post \"https://hook.default.svc:443/validate?timeout=2s\": service \"hook\" not found", answer.Failure);
    }

    [Fact]
    public async Task Port_WhereNobodyListens_RefusesTheConnection()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var answer = await CallAsync(cluster, new WebhookClient { Url = $"https://127.0.0.1:{port}/x" });

        Assert.Equal($"Post \"https://127.0.0.1:{port}/x?timeout=2s\": dial tcp 127.0.0.1:{port}: connect: connection refused", answer.Failure);
    }

    [Fact]
    public async Task Certificate_IsJudgedByTheBundle()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        await using var other = await EmulatedCluster.StartAsync();
        var address = await other.ListenAsync();
        var client = new WebhookClient { Url = $"{address}version", CaBundle = other.Certificates.AuthorityPem };

        var trusted = await CallAsync(cluster, client);
        var foreign = await CallAsync(cluster, client with { CaBundle = cluster.Certificates.AuthorityPem });

        Assert.DoesNotContain("x509", trusted.Failure, StringComparison.Ordinal);
        Assert.EndsWith("tls: failed to verify certificate: x509: certificate signed by unknown authority", foreign.Failure, StringComparison.Ordinal);
    }

    private static ValueTask<WebhookAnswer> CallAsync(EmulatedCluster cluster, WebhookClient client) =>
        cluster.Api.Services.Webhooks!.CallAsync(client, Review, TimeSpan.FromSeconds(2), default);

    private static HttpResponseMessage Answer(string body, int code = 200, string mediaType = "application/json") =>
        new((HttpStatusCode)code) { Content = new StringContent(body, System.Text.Encoding.UTF8, mediaType) };
}
