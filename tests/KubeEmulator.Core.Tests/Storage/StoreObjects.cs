using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Storage;

/// <summary>Small objects and short ways to write them.</summary>
internal static class StoreObjects
{
    public static readonly GroupResource Pods = new("", "pods");
    public static readonly GroupResource Nodes = new("", "nodes");
    public static readonly GroupResource Widgets = new("example.com", "widgets");

    public static ObjectKey Pod(string name, string @namespace = "default") => new(Pods, @namespace, name);

    public static KubeObject Object(ObjectKey key, string? value = null, string? uid = null, string? owner = null, string? node = null, string? label = null)
    {
        var metadata = new MapBuilder { ["name"] = StringValue.Of(key.Name) };
        if (key.Namespace.Length > 0)
        {
            metadata["namespace"] = StringValue.Of(key.Namespace);
        }

        metadata["uid"] = uid is null ? null : StringValue.Of(uid);
        metadata["labels"] = label is null ? null : MapValue.Of(("app", StringValue.Of(label)));
        metadata["ownerReferences"] = owner is null ? null : ListValue.Of(MapValue.Of(("uid", StringValue.Of(owner))));
        var spec = new MapBuilder();
        spec["nodeName"] = node is null ? null : StringValue.Of(node);
        spec["value"] = value is null ? null : StringValue.Of(value);
        return new KubeObject(MapValue.Of(
            ("apiVersion", StringValue.Of("v1")),
            ("kind", StringValue.Of("Thing")),
            ("metadata", metadata.Build()),
            ("spec", spec.Build())));
    }

    public static string? ValueOf(this KubeObject o) => o.Spec.String("value");

    public static CommitOutcome.Committed Create(this ObjectStore store, ObjectKey key, string? value = null) =>
        Assert.IsType<CommitOutcome.Committed>(store.Commit(new StoreWrite.Create(key, Object(key, value))));

    public static CommitOutcome.Committed Replace(this ObjectStore store, ObjectKey key, string? value = null, long expected = StoreWrite.AnyRevision) =>
        Assert.IsType<CommitOutcome.Committed>(store.Commit(new StoreWrite.Replace(key, Object(key, value), expected)));

    public static CommitOutcome.Committed Delete(this ObjectStore store, ObjectKey key, long expected = StoreWrite.AnyRevision) =>
        Assert.IsType<CommitOutcome.Committed>(store.Commit(new StoreWrite.Delete(key, expected)));

    public static ChangeCursor Following(this ObjectStore store, GroupResource resource, long after) =>
        Assert.IsType<FollowOutcome.Following>(store.Follow(resource, after)).Cursor;

    public static ChangeCursor FollowingAll(this ObjectStore store, long after) =>
        Assert.IsType<FollowOutcome.Following>(store.FollowAll(after)).Cursor;

    public static List<Change> Drain(this ChangeCursor cursor)
    {
        List<Change> changes = [];
        while (cursor.TryNext(out var change))
        {
            changes.Add(change);
        }

        return changes;
    }
}
