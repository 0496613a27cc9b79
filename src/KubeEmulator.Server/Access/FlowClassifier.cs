using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Requests;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Access;

/// <summary>
/// Says which FlowSchema a request falls under, as the real server does in two headers. Nothing is queued here. Upstream:
/// <c>apiserver/pkg/util/flowcontrol/rule.go</c>. Thread-safe: the sorted schemas are kept until one of them changes.
/// </summary>
internal sealed class FlowClassifier
{
    private static readonly GroupResource Schemas = new("flowcontrol.apiserver.k8s.io", "flowschemas");
    private static readonly GroupResource Levels = new("flowcontrol.apiserver.k8s.io", "prioritylevelconfigurations");

    private volatile Sorted? _sorted;

    /// <summary>The uids of the schema and of its priority level; null where no schema matches.</summary>
    public (string Schema, string Level)? Classify(Snapshot snapshot, UserInfo user, ResourceRequest request)
    {
        var sorted = _sorted;
        var (schemas, levels) = (snapshot.ResourceRevision(Schemas), snapshot.ResourceRevision(Levels));
        if (sorted is null || sorted.SchemaRevision != schemas || sorted.LevelRevision != levels)
        {
            _sorted = sorted = new Sorted(schemas, levels, Sort(snapshot));
        }

        foreach (var entry in sorted.Entries)
        {
            foreach (var rule in entry.Rules)
            {
                if (rule.Matches(user, request))
                {
                    return (entry.Uid, entry.LevelUid);
                }
            }
        }

        return null;
    }

    private static SchemaEntry[] Sort(Snapshot snapshot) =>
        [.. snapshot.List(Schemas).Select(s => Entry(snapshot, s)).OrderBy(e => e.Precedence).ThenBy(e => e.Name, StringComparer.Ordinal)];

    private static SchemaEntry Entry(Snapshot snapshot, KubeObject schema)
    {
        var level = schema.Spec.StringAt("priorityLevelConfiguration", "name") ?? "";
        return new SchemaEntry(
            schema.Name,
            schema.Metadata.Uid,
            snapshot.Get(new ObjectKey(Levels, "", level))?.Metadata.Uid ?? "",
            schema.Spec.Integer("matchingPrecedence") ?? 1000,
            [.. schema.Spec.Maps("rules").Select(rule => new FlowMatch(rule))]);
    }

    private sealed record SchemaEntry(string Name, string Uid, string LevelUid, long Precedence, FlowMatch[] Rules);

    private sealed record Sorted(long SchemaRevision, long LevelRevision, SchemaEntry[] Entries);
}
