using KubeEmulator;
using KubeEmulator.Runtime;
using KubeEmulator.Testing;
using WebsiteOperator.Models;

namespace WebsiteOperator.Tests;

/// <summary>A cluster with the definition and the rights of the operator; each test takes a fork of it, which costs next to nothing.</summary>
public sealed class OperatorCluster : EmulatedClusterFixture, IAsyncLifetime
{
    public const string User = "system:serviceaccount:website-system:website-operator";

    public const string Blog = """
        apiVersion: example.com/v1
        kind: Website
        metadata: {name: blog}
        spec: {host: blog.example.com, page: "<h1>Hello</h1>"}
        """;

    /// <summary>A file that ships with the operator.</summary>
    public static string Shipped(string file) => Path.Combine(AppContext.BaseDirectory, "deploy", file);

    protected override KubeEmulatorBuilder Describe(KubeEmulatorBuilder builder) => builder
        .WithClock(ClusterClock.Manual())
        .WithCustomResource<Website>()
        .WithManifests(Shipped("operator.yaml"));
}
