using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// CustomResourceDefinitions. Upstream: apiextensions' <c>pkg/registry/customresourcedefinition</c> (strategy and etcd),
/// <c>pkg/apis/apiextensions/v1/defaults.go</c>.
/// </summary>
internal sealed class CustomResourceDefinitionBehavior : KindBehavior
{
    public override bool TracksGeneration => true;

    public override bool AllowsUnconditionalUpdate => false;

    public override IReadOnlyList<string> ResetFields(string subresource) => subresource == "status" ? ["spec"] : ["status"];

    public override SubresourceBehavior? Subresource(string name) => name == "status" ? DefinitionStatus.Instance : null;

    // ValidateCustomResourceDefinition: whatever else the name is, it is made of the two.
    public override IReadOnlyList<string> NameFaults(MapValue document, string name, bool prefix) =>
    [
        .. base.NameFaults(name, prefix),
        .. name == $"{document.StringAt("spec", "names", "plural")}.{document.StringAt("spec", "group")}" ? (string[])[] : ["must be spec.names.plural+\".\"+spec.group"],
    ];

    public override MapValue Default(MapValue document, string version)
    {
        var spec = document.Map("spec") ?? MapValue.Empty;
        spec = spec.EditMap("names", DefaultNames);
        spec = spec.Map("conversion") is null ? spec.With("conversion", MapValue.Of(("strategy", "None"))) : spec.EditMap("conversion", DefaultConversion);
        document = document.With("spec", spec);
        return document.Map("status") is { } status ? document.With("status", WithStored(status, spec, onlyFirst: true)) : document;
    }

    public override MapValue PrepareForCreate(WriteContext context, MapValue document) =>
        Stored(StatusReset.Cleared(context, document));

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) =>
        Stored(StatusReset.Kept(document, old));

    public override bool GenerationChanges(MapValue document, KubeObject old) => !SemanticEquality.Equal(document["spec"], old.Root["spec"]);

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) => DefinitionRules.Validate(document, errors);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.UpdatePlainly(errors, document, old);
        DefinitionRules.ValidateUpdate(document, old.Root, errors);
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        var known = old is null ? [] : DefinitionFormats.Unrecognized(old.Root).ToHashSet(StringComparer.Ordinal);
        foreach (var format in DefinitionFormats.Unrecognized(document).Where(f => !known.Contains(f)))
        {
            warn($"unrecognized format {GoText.Quote(format)}");
        }
    }

    // The first request only marks the definition; what follows is the finalizer's business.
    public override KubeObject PrepareForDelete(WriteContext context, KubeObject stored)
    {
        if (stored.Metadata.IsDeleting)
        {
            return stored;
        }

        var metadata = stored.Metadata.Root.With("deletionTimestamp", context.Now);
        if (!stored.Metadata.Finalizers.Contains(Definition.CleanupFinalizer))
        {
            metadata = metadata.With("finalizers", ListValue.From(stored.Metadata.Finalizers.Append(Definition.CleanupFinalizer).Select(f => (Value)f)));
        }

        return stored.With(Definition.Conditions.Set(
            stored.Root.With("metadata", metadata),
            "Terminating",
            "True",
            "InstanceDeletionPending",
            "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
            context.Now));
    }

    public override ValueTask CommittedAsync(ClusterServices services, ObjectKey key, KubeObject? stored) =>
        CustomResourceRegistry.Of(services).SyncAsync();

    private static MapValue DefaultNames(MapValue names)
    {
        var kind = names.StringOrEmpty("kind");
        if (names.StringOrEmpty("singular").Length == 0 && kind.Length > 0)
        {
            names = names.With("singular", kind.ToLowerInvariant());
        }

        return names.StringOrEmpty("listKind").Length == 0 && kind.Length > 0 ? names.With("listKind", kind + "List") : names;
    }

    private static MapValue DefaultConversion(MapValue conversion) => conversion.EditMap("webhook", webhook => webhook.EditMap(
        "clientConfig",
        client => client.EditMap("service", service => service.WithDefault("port", 443))));

    private static MapValue Stored(MapValue document) =>
        document.With("status", WithStored(document.Map("status") ?? MapValue.Empty, document.Map("spec") ?? MapValue.Empty, onlyFirst: false));

    // Every version that was once the storage version stays listed until a migration takes it off.
    private static MapValue WithStored(MapValue status, MapValue spec, bool onlyFirst)
    {
        var stored = status.List("storedVersions") ?? ListValue.Empty;
        if (spec.Maps("versions").FirstOrDefault(v => v.Bool("storage") == true)?.String("name") is not { } name
            || (onlyFirst ? stored.Count > 0 : stored.Any(v => v is StringValue text && text.Text == name)))
        {
            return status;
        }

        return status.With("storedVersions", ListValue.From(stored.Append(name)));
    }
}
