using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Rows of FlowSchemas, in the order in which they match. Upstream: <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal sealed class FlowSchemaColumns : TableColumns
{
    public static readonly FlowSchemaColumns Instance = new();

    public override IReadOnlyList<Value> Cells(KubeObject stored, DateTimeOffset now) =>
    [
        stored.Name,
        stored.Spec.StringAt("priorityLevelConfiguration", "name") ?? "",
        Precedence(stored),
        stored.Spec.StringAt("distinguisherMethod", "type") ?? "<none>",
        Kinds.Cells.Age(stored, now),
        stored.Status.Maps("conditions").FirstOrDefault(c => c.StringOrEmpty("type") == "Dangling")?.String("status") ?? "?",
    ];

    public override IEnumerable<KubeObject> Order(IEnumerable<KubeObject> items) =>
        items.OrderBy(Precedence).ThenBy(o => o.Name, StringComparer.Ordinal);

    private static long Precedence(KubeObject stored) => stored.Spec.Integer("matchingPrecedence") ?? 0;
}
