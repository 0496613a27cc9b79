using System.Net;
using System.Text;
using KubeEmulator;
using KubeEmulator.FluentAssertions;
using KubeEmulator.Testing;

namespace Recipes;

/// <summary>Who asked for what, and what he may.</summary>
public sealed class RequestTests
{
    private const string Operator = "system:serviceaccount:default:operator";

    [Fact]
    public async Task Log_AnswersQuestions()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithApiOnly());
        using var http = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };

        // snippet: log
        await http.GetAsync("/api/v1/namespaces/default/configmaps");

        cluster.Requests.Should().HaveSeen("list", "configmaps", times: 1);
        cluster.Requests.Should().NotHaveSeen("list", "secrets");
        var slowest = cluster.Requests.Find(verb: "list").MaxBy(request => request.Duration);
        // end snippet

        Assert.NotNull(slowest);
    }

    [Fact]
    public async Task Record_KnowsTheWayThroughAdmission()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithApiOnly().WithRecordedBodies());
        using var http = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };

        // snippet: admission
        using var body = new StringContent("""{"metadata":{"name":"settings"}}""", Encoding.UTF8, "application/json");
        await http.PostAsync("/api/v1/namespaces/nowhere/configmaps", body);

        var refused = cluster.Requests.Find(verb: "create").Single();
        Assert.Equal("NamespaceLifecycle", refused.Admission.Single(step => step.Refusal is not null).Plugin);
        // end snippet
    }

    [Fact]
    public async Task Operator_ActsWithItsRights()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithApiOnly());

        // snippet: acting
        using var http = new HttpClient(cluster.As(Operator).CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };
        var answer = await http.GetAsync("/api/v1/namespaces/default/secrets");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);

        // What the run needed, as a role: read it, or compare it with the one that ships.
        var role = cluster.Access.MinimalRole(Operator).ToYaml();
        // end snippet

        Assert.Contains("secrets", role, StringComparison.Ordinal);
    }
}
