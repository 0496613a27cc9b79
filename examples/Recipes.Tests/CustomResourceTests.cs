using System.ComponentModel.DataAnnotations;
using KubeEmulator;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace Recipes;

/// <summary>Custom resources from C# types, for <c>docs/custom-resources.md</c>.</summary>
public sealed class CustomResourceTests
{
    [Fact]
    public async Task Model_IsServed()
    {
        // snippet: model
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithApiOnly().WithCustomResource<Database>());

        var refused = await Assert.ThrowsAsync<ApiException>(() =>
            cluster.Objects.ApplyAsync("{apiVersion: example.com/v1, kind: Database, metadata: {name: orders}, spec: {engine: Postgres}}"));

        Assert.Equal("Database.example.com \"orders\" is invalid: spec.size: Required value", refused.Message);
        // end snippet
    }

    [Fact]
    public void Model_IsWrittenAsYaml()
    {
        // snippet: yaml
        var yaml = CustomResourceDefinitions.FromType<Database>();      // what to ship beside the operator
        // end snippet

        Assert.Contains("name: databases.example.com", yaml, StringComparison.Ordinal);
    }

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class KubernetesEntityAttribute : Attribute
    {
        public string? Group { get; set; }

        public string? ApiVersion { get; set; }

        public string? Kind { get; set; }
    }

    // snippet: class
    [KubernetesEntity(Group = "example.com", ApiVersion = "v1", Kind = "Database")]
    public sealed class Database
    {
        public DatabaseSpec Spec { get; set; } = new();

        public DatabaseStatus? Status { get; set; }     // makes the status subresource
    }

    public sealed class DatabaseSpec
    {
        public Engine Engine { get; set; }

        [Required]
        public int? Size { get; set; }

        public Dictionary<string, string>? Settings { get; set; }
    }

    public enum Engine
    {
        Postgres,
        MySql,
    }

    public sealed record DatabaseStatus(bool Ready, string Message);
    // end snippet
}
