using System.Net;
using System.Text;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Faults;

public sealed class ClusterFaultsTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Rule_RefusesSoManyCalls_AndNoMore()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var client = Client(cluster);
        var fault = cluster.Faults.Add("create", "configmaps", Fault.TooManyRequests(7), times: 2);

        var answers = new[] { await CreateAsync(client, "a"), await CreateAsync(client, "a"), await CreateAsync(client, "a") };

        Assert.Equal([429, 429, 201], answers.Select(a => (int)a.StatusCode));
        Assert.Equal("7", answers[0].Headers.RetryAfter!.ToString());
        Assert.Equal(2, fault.Hits);
    }

    [Fact]
    public async Task Rule_LetsTheFirstCallsPass()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var client = Client(cluster);
        cluster.Faults.Add(new FaultRule { Verb = "create", Fault = Fault.InternalError(), Skip = 1, Times = 1 });

        var codes = new List<int>();
        foreach (var name in (string[])["a", "b", "c"])
        {
            codes.Add((int)(await CreateAsync(client, name)).StatusCode);
        }

        Assert.Equal([201, 500, 201], codes);
    }

    [Theory]
    [InlineData("update", "configmaps", null)]
    [InlineData("create", "secrets", null)]
    [InlineData("create", "configmaps/status", null)]
    [InlineData("create", "configmaps", "somebody-else")]
    public async Task Rule_LeavesOtherCallsAlone(string verb, string resource, string? user)
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var client = Client(cluster);
        cluster.Faults.Add(new FaultRule { Verb = verb, Resource = resource, User = user, Fault = Fault.InternalError() });

        Assert.Equal(HttpStatusCode.Created, (await CreateAsync(client, "a")).StatusCode);
    }

    [Fact]
    public async Task Rule_EndsWithItsLifetime_OnTheClustersClock()
    {
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Clock = ClusterClock.Manual() });
        using var client = Client(cluster);
        cluster.Faults.Add(new FaultRule { Fault = Fault.Unavailable(), Lifetime = TimeSpan.FromMinutes(1) });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await CreateAsync(client, "a")).StatusCode);
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.Created, (await CreateAsync(client, "a")).StatusCode);
        Assert.Empty(cluster.Faults.Rules);
    }

    [Fact]
    public async Task Probability_IsDrawnFromTheSeed()
    {
        var alone = await CodesAsync(5, others: 0);
        var amongOthers = await CodesAsync(5, others: 3);

        Assert.Equal(alone, amongOthers);
        Assert.Contains(201, alone);
        Assert.Contains(500, alone);
        Assert.NotEqual(alone, await CodesAsync(6, others: 0));

        static async Task<List<int>> CodesAsync(ulong seed, int others)
        {
            await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Seed = seed });
            using var client = Client(cluster);
            using var other = Client(cluster);
            other.DefaultRequestHeaders.Add("Impersonate-User", "somebody");
            other.DefaultRequestHeaders.Add("Impersonate-Group", "system:masters");
            cluster.Faults.Add(new FaultRule { Fault = Fault.InternalError(), Probability = 0.5 });
            var codes = new List<int>();
            for (var i = 0; i < 20; i++)
            {
                codes.Add((int)(await CreateAsync(client, $"c{i}")).StatusCode);
                for (var j = 0; j < others; j++)
                {
                    await CreateAsync(other, $"o{i}-{j}");
                }
            }

            return codes;
        }
    }

    [Fact]
    public async Task CommitThenTimeout_HasDoneWhatItRefuses()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var client = Client(cluster);
        cluster.Faults.Add("create", "configmaps", Fault.CommitThenTimeout(), times: 1);

        var answer = await CreateAsync(client, "a");

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        Assert.Contains("\"reason\":\"Timeout\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotNull(cluster.Objects.Find("ConfigMap", "a"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ConnectionReset_GivesNoAnswer(bool afterCommit)
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var client = Client(cluster);
        cluster.Faults.Add("create", "configmaps", afterCommit ? Fault.CommitThenReset() : Fault.ConnectionReset(), times: 1);

        await Assert.ThrowsAnyAsync<Exception>(() => CreateAsync(client, "a"));

        Assert.Equal(afterCommit, cluster.Objects.Find("ConfigMap", "a") is not null);
    }

    [Fact]
    public async Task Controllers_MeetFaultsToo_AndTryAgain()
    {
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Clock = ClusterClock.Manual() });
        var fault = cluster.Faults.Add("create", "serviceaccounts", Fault.Conflict(), times: 3);

        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}");
        await cluster.Objects.WaitForAsync("ServiceAccount", "default", o => o is not null, "shop");

        Assert.Equal(3, fault.Hits);
    }

    [Fact]
    public async Task WatchExpired_EndsWith410()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Faults.Add("watch", "configmaps", Fault.WatchExpired(after: 1));

        var events = await WatchAsync(cluster, "a", "b");

        Assert.Equal(["ADDED a", "ERROR "], events);
    }

    [Fact]
    public async Task WatchDropped_EndsInTheMiddle()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Faults.Add("watch", "configmaps", Fault.WatchDropped(after: 2));

        var events = await WatchAsync(cluster, "a", "b");

        Assert.Equal(2, events.Count);
    }

    [Fact]
    public async Task WatchDuplicates_ComeTwice()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Faults.Add("watch", "configmaps", Fault.WatchDuplicates());

        var events = await WatchAsync(cluster, "a");

        Assert.Equal(["ADDED a", "ADDED a", "ADDED kube-root-ca.crt", "ADDED kube-root-ca.crt"], events.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WatchReorders_TurnsTwoObjectsAround()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        cluster.Faults.Add("watch", "configmaps", Fault.WatchReorders());

        var events = await WatchAsync(cluster, "a");

        Assert.Equal(["ADDED kube-root-ca.crt", "ADDED a"], events);
    }

    [Fact]
    public async Task StaleList_ShowsThePast()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var client = Client(cluster);
        await CreateAsync(client, "a");
        cluster.Faults.Add("list", "configmaps", Fault.StaleList(1), times: 1);

        var stale = await client.GetStringAsync(new Uri(ConfigMaps, UriKind.Relative));
        var fresh = await client.GetStringAsync(new Uri(ConfigMaps, UriKind.Relative));

        Assert.DoesNotContain("\"name\":\"a\"", stale, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"a\"", fresh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_TakesARuleAway()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var client = Client(cluster);
        using (cluster.Faults.Add(new FaultRule { Fault = Fault.InternalError() }))
        {
            Assert.Equal(HttpStatusCode.InternalServerError, (await CreateAsync(client, "a")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Created, (await CreateAsync(client, "a")).StatusCode);
    }

    [Fact]
    public async Task Rule_ThatMakesNoSense_IsRefused()
    {
        await using var cluster = await EmulatedCluster.StartAsync();

        Assert.Throws<ArgumentOutOfRangeException>(() => cluster.Faults.Add(new FaultRule { Fault = Fault.Conflict(), Probability = 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => cluster.Faults.Add(new FaultRule { Fault = Fault.Conflict(), Lifetime = TimeSpan.FromSeconds(-1) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Status(200, "OK", "fine"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Latency(TimeSpan.FromSeconds(-1)));
    }

    private static HttpClient Client(EmulatedCluster cluster) => new(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };

    private static async Task<HttpResponseMessage> CreateAsync(HttpClient client, string name)
    {
        using var body = new StringContent($$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}"}}""", Encoding.UTF8, "application/json");
        return await client.PostAsync(new Uri(ConfigMaps, UriKind.Relative), body);
    }

    private static async Task<List<string>> WatchAsync(EmulatedCluster cluster, params string[] names)
    {
        using var client = Client(cluster);
        foreach (var name in names)
        {
            await cluster.Objects.ApplyAsync($"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}}}}}");
        }

        var text = await client.GetStringAsync(new Uri($"{ConfigMaps}?watch=true&timeoutSeconds=1", UriKind.Relative));
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (MapValue)Value.Parse(line))
            .Select(e => $"{e.String("type")} {e.StringAt("object", "metadata", "name")}")];
    }
}
