using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Patching;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// Custom resources in one version of their definition. Upstream: apiextensions' <c>registry/customresource</c> (strategy,
/// validator) and <c>apiserver/customresource_handler.go</c> (decoding, defaults, pruning on read).
/// </summary>
internal sealed class CustomResourceBehavior(CustomResourceVersion version, CustomResourceVersions versions) : KindBehavior
{
    private readonly CustomResourceColumns _columns = new(version.PrinterColumns);
    private readonly CustomResourceStatus? _status = version.HasStatus ? new CustomResourceStatus(version) : null;

    public override bool TracksGeneration => true;

    public override bool AllowsUnconditionalUpdate => false;

    public override TableColumns Columns => _columns;

    public override SubresourceBehavior? Subresource(string name) => name == "status" ? _status : null;

    public override ScaleMapping? Scale(ResourceType type) => version.Scale is not { } scale ? null : new ScaleMapping(
        scale.StringOrEmpty("specReplicasPath").TrimStart('.'),
        scale.StringOrEmpty("statusReplicasPath").TrimStart('.'),
        scale.String("labelSelectorPath") is { Length: > 0 } selector ? selector.TrimStart('.') : null)
    {
        OfCustomResource = true,
    };

    public override IReadOnlyList<string> ResetFields(string subresource) => subresource switch
    {
        "status" => ["metadata", "spec"],
        "" when version.HasStatus => ["status"],
        _ => [],
    };

    public override MapValue ToStorage(MapValue document, ResourceType type)
    {
        if (type.GroupVersion == type.StorageVersion)
        {
            return document;
        }

        var converted = versions.Conversion.Convert(document, type.StorageVersion.ToString());
        return versions.Find(type.StorageVersion.Version) is { } storage ? Prune(converted, storage) : converted;
    }

    public override MapValue FromStorage(MapValue document, ResourceType type)
    {
        var stored = GroupVersion.Parse(document.StringOrEmpty("apiVersion"));
        if (stored.Version == version.Name)
        {
            return CustomResourceDecoder.Read(document, version.Schema, version.PreserveUnknownFields);
        }

        var read = versions.Find(stored.Version) is { } was ? Defaulter.Default(document, was.Schema) : document;
        return Prune(versions.Conversion.Convert(read, type.GroupVersion.ToString()), version);
    }

    public override MapValue Allocate(WriteContext context, MapValue document, KubeObject? old)
    {
        if (old is null && CustomResourceRegistry.Of(context.Services).IsTerminating(context.Type.GroupResource))
        {
            throw StatusDocument.Forbidden(
                context.Type.GroupResource,
                document.StringAt("metadata", "name") ?? "",
                "create not allowed while custom resource definition is terminating").ToException();
        }

        return document;
    }

    public override MapValue PrepareForCreate(WriteContext context, MapValue document) => version.HasStatus ? document.Without("status") : document;

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) =>
        version.HasStatus ? document.WithOptional("status", old.Root["status"]) : document;

    // Everything counts but metadata; a status too, where it is a field like any other.
    public override bool GenerationChanges(MapValue document, KubeObject old) =>
        !document.Without("metadata").Equals(old.Root.Without("metadata"));

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) =>
        CustomResourceRules.Validate(version, document, errors);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors) =>
        CustomResourceRules.ValidateUpdate(version, document, old.Root, errors, context.Request.Warn);

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        if (!document.Map("metadata")!.ContainsKey("finalizers"))
        {
            return;
        }

        var before = old?.Metadata.Finalizers.ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var finalizer in document.Map("metadata")!.Strings("finalizers").Where(f => !before.Contains(f)).Distinct().Order(StringComparer.Ordinal))
        {
            FinalizerWarnings.Of(finalizer, warn);
        }
    }

    public override ValueTask CommittedAsync(ClusterServices services, ObjectKey key, KubeObject? stored) =>
        stored is null && CustomResourceRegistry.Of(services).IsTerminating(key.Resource)
            ? CustomResourceRegistry.Of(services).SyncAsync()
            : ValueTask.CompletedTask;

    public override string SelectableField(KubeObject stored, string label) =>
        JsonPath.Parse(label).Find(stored.Root) is [var found, ..] ? GoValueText.Plain(found) : "";

    internal override DecodeOutcome Decode(MapValue document, ResourceType type, IReadOnlyCollection<string> duplicates, MapValue? known = null)
    {
        var said = GroupVersion.Parse(document.StringOrEmpty("apiVersion")).Version;

        // A version that the definition has not has no fields.
        var schema = said.Length == 0 || said == version.Name ? version.Schema : versions.Find(said)?.Schema ?? new Schema { Kind = SchemaKind.Object };
        return CustomResourceDecoder.Decode(document, schema, duplicates, version.PreserveUnknownFields);
    }

    // Nothing is pruned: the types that ownership goes by have refused what the schema does not know.
    internal override DecodeOutcome DecodeMerged(MapValue document, ResourceType type) =>
        CustomResourceDecoder.DecodeMerged(document, version.Schema);

    internal override DocumentConverter? ConvertForOwnership(ResourceType type) => (document, apiVersion) =>
    {
        var wanted = GroupVersion.Parse(apiVersion);
        return wanted.Group == version.Group && versions.Find(wanted.Version) is { } other
            ? new ConvertedDocument(versions.Conversion.Convert(document, apiVersion), other.WholeSchema)
            : null;
    };

    private static MapValue Prune(MapValue document, CustomResourceVersion to) =>
        to.PreserveUnknownFields ? document : Pruner.Prune(document, to.Schema);
}
