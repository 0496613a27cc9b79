using KubeEmulator.Api;
using KubeEmulator.Core.Tests.Api;
using KubeEmulator.Kinds;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Kinds;

/// <summary>
/// Breaks one rule on a valid object and looks for the error. Edits are <c>path=json</c>, several of them separated by <c>;;</c>;
/// numbers in paths are list indexes (one past the end appends), <c>c</c> stands for <c>spec.containers.0</c>.
/// </summary>
internal static class RuleTable
{
    /// <summary>The errors of a create, as <c>field: message</c>.</summary>
    public static async Task<IReadOnlyList<string>> CreateAsync(string group, string version, string resource, string valid, string edits)
    {
        var (cluster, type) = Cluster(group, version, resource);
        return await ErrorsAsync(() => cluster.Api.CreateAsync(type, "default", Edited(valid, edits), WriteOptions.None, cluster.Request));
    }

    /// <summary>The errors of an update of what has been created before.</summary>
    public static async Task<IReadOnlyList<string>> UpdateAsync(string group, string version, string resource, string valid, string edits, string subresource = "")
    {
        var (cluster, type) = Cluster(group, version, resource);
        var created = await cluster.Api.CreateAsync(type, "default", (MapValue)Value.Parse(valid), WriteOptions.None, cluster.Request);

        // Of some kinds the server itself writes the status.
        created = cluster.Api.Get(type, "default", created.Name);
        var body = Edited(created.Root, edits);
        return await ErrorsAsync(async () => (await cluster.Api.UpdateAsync(type, "default", created.Name, subresource, body, WriteOptions.None, cluster.Request)).Object);
    }

    /// <summary>What a create is warned about.</summary>
    public static async Task<IReadOnlyList<string>> WarningsAsync(string group, string version, string resource, string valid, string edits)
    {
        var (cluster, type) = Cluster(group, version, resource);
        await cluster.Api.CreateAsync(type, "default", Edited(valid, edits), WriteOptions.None, cluster.Request);
        return cluster.Request.Warnings;
    }

    /// <summary>A cluster with the built-in kinds, and the resource.</summary>
    public static (TestCluster Cluster, ResourceType Type) Cluster(string group, string version, string resource)
    {
        var cluster = new TestCluster();
        cluster.Services.Catalog = BuiltInCatalog.Create(KindCatalog.For, unstableVersions: false);
        return (cluster, cluster.Services.Catalog.Find(group, version, resource)!);
    }

    /// <summary>A document with edits.</summary>
    public static MapValue Edited(string document, string edits) => Edited((MapValue)Value.Parse(document), edits);

    private static MapValue Edited(MapValue document, string edits)
    {
        foreach (var edit in edits.Split(";;", StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = edit.IndexOf('=', StringComparison.Ordinal);
            var path = edit[..equals].Trim();
            path = path.StartsWith("c.", StringComparison.Ordinal) ? "spec.containers.0." + path[2..] : path;
            document = (MapValue)Set(document, path.Split('.').Select(p => p.Replace('|', '.')).ToArray(), Value.Parse(edit[(equals + 1)..]))!;
        }

        return document;
    }

    private static Value? Set(Value? at, ReadOnlySpan<string> path, Value value)
    {
        if (path.Length == 0)
        {
            return value is NullValue ? null : value;
        }

        if (int.TryParse(path[0], out var index))
        {
            var list = at as ListValue ?? ListValue.Empty;
            var item = Set(index < list.Count ? list[index] : null, path[1..], value);
            return index >= list.Count ? list.Add(item!) : item is null ? list.RemoveAt(index) : list.With(index, item);
        }

        var map = at as MapValue ?? MapValue.Empty;
        return map.WithOptional(path[0], Set(map[path[0]], path[1..], value));
    }

    private static async Task<IReadOnlyList<string>> ErrorsAsync(Func<ValueTask<KubeObject>> write)
    {
        try
        {
            await write();
            return [];
        }
        catch (ApiException refused)
        {
            var causes = refused.Status.Causes.Select(c => $"{c.String("field")}: {c.String("message")}").ToArray();
            return causes.Length > 0 ? causes : [refused.Message];
        }
    }
}
