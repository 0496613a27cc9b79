using System.Collections.Frozen;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// Events: one stored object (core/v1) shown as core/v1 and as events.k8s.io/v1. Upstream:
/// <c>pkg/registry/core/event/strategy.go</c>, <c>pkg/apis/events/v1/conversion.go</c>.
/// </summary>
internal sealed class EventBehavior : KindBehavior
{
    private static readonly FrozenDictionary<string, string> EventsNames = new Dictionary<string, string>
    {
        ["involvedObject"] = "regarding",
        ["message"] = "note",
        ["source"] = "deprecatedSource",
        ["firstTimestamp"] = "deprecatedFirstTimestamp",
        ["lastTimestamp"] = "deprecatedLastTimestamp",
        ["count"] = "deprecatedCount",
        ["reportingComponent"] = "reportingController",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> CoreNames = EventsNames.ToFrozenDictionary(n => n.Value, n => n.Key, StringComparer.Ordinal);

    public override TableColumns Columns => EventColumns.Instance;

    public override bool AllowsCreateOnUpdate => true;

    public override string DefaultPropagation(ResourceType type) => "Unsupported";

    public override GroupKind InvalidKind(ResourceType type) => new("", "Event");

    // Only events.k8s.io/v1 asks for more.
    public override IReadOnlyList<string> NameFaults(string name, bool prefix) => NameFault.PathSegment(name, prefix);

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) => EventRules.Create(errors, document, context.Type.Group.Length == 0);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors) =>
        EventUpdateRules.Check(errors, context, document, old, context.Type.Group.Length == 0);

    public override MapValue ToStorage(MapValue document, ResourceType type) =>
        type.Group.Length == 0 ? document : Canonical(Rename(document, toCore: true), "v1");

    public override MapValue FromStorage(MapValue document, ResourceType type) =>
        type.Group.Length == 0 ? document : Canonical(Rename(document, toCore: false), "events.k8s.io/v1");

    public override string SelectableField(KubeObject stored, string label) => label switch
    {
        "reportingComponent" or "reportingController" => stored.Root.String("reportingComponent") ?? "",
        "source" => stored.Root.StringAt("source", "component") is { Length: > 0 } component ? component : stored.Root.StringOrEmpty("reportingComponent"),
        _ when label.StartsWith("regarding.", StringComparison.Ordinal) => base.SelectableField(stored, "involvedObject." + label["regarding.".Length..]),
        _ => base.SelectableField(stored, label),
    };

    internal override DocumentConverter? ConvertForOwnership(ResourceType type) => (document, apiVersion) => apiVersion switch
    {
        _ when document.StringOrEmpty("apiVersion") == apiVersion => new ConvertedDocument(document, SchemaOf(apiVersion)),
        "v1" => new ConvertedDocument(Canonical(Rename(document, toCore: true), apiVersion), SchemaOf(apiVersion)),
        "events.k8s.io/v1" => new ConvertedDocument(Canonical(Rename(document, toCore: false), apiVersion), SchemaOf(apiVersion)),
        _ => null,
    };

    private static Schema SchemaOf(string apiVersion) =>
        BuiltInSchemas.For(apiVersion == "v1" ? new GroupVersionKind("", "v1", "Event") : new GroupVersionKind("events.k8s.io", "v1", "Event")) ?? Schema.Any;

    private static MapValue Rename(MapValue document, bool toCore)
    {
        var names = toCore ? CoreNames : EventsNames;
        var renamed = new MapBuilder(document.Count);
        foreach (var (key, value) in document)
        {
            renamed[names.TryGetValue(key, out var other) ? other : key] = value;
        }

        return renamed.Build();
    }

    // In the order and with the omissions of the other version.
    private static MapValue Canonical(MapValue document, string apiVersion) =>
        TypedDecoder.Decode(document.With("apiVersion", apiVersion), SchemaOf(apiVersion)).Document;
}
