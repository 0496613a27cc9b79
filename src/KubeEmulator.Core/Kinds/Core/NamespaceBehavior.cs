using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Namespaces. Upstream: <c>pkg/registry/core/namespace/{strategy.go,storage/storage.go}</c>.</summary>
internal sealed class NamespaceBehavior : SpecStatusBehavior
{
    private const string NameLabel = "kubernetes.io/metadata.name";
    private const string OwnFinalizer = "kubernetes";
    private static readonly string[] FinalizersPath = ["spec", "finalizers"];

    public override TableColumns Columns => CoreColumns.Namespace;

    public override bool ReturnsDeletedObject => true;

    protected override SubresourceBehavior StatusWrites => NamespaceStatus.Instance;

    public override IReadOnlyList<string> NameFaults(string name, bool prefix) => NameFault.Label(name, prefix);

    public override IReadOnlyList<string> ResetFields(string subresource) => subresource == "finalize" ? ["status"] : base.ResetFields(subresource);

    public override MapValue Default(MapValue document, string version)
    {
        if (document.StringAt("metadata", "name") is { Length: > 0 } name && document.StringAt("metadata", "labels", NameLabel) != name)
        {
            document = document.WithAt(["metadata", "labels", NameLabel], name);
        }

        return document.StringAt("status", "phase") is null or "" ? document.WithAt(["status", "phase"], "Active") : document;
    }

    public override MapValue PrepareForCreate(WriteContext context, MapValue document)
    {
        var finalizers = document.At(FinalizersPath) as ListValue ?? ListValue.Empty;
        if (!finalizers.OfType<StringValue>().Any(f => f.Text == OwnFinalizer))
        {
            document = document.WithAt(FinalizersPath, finalizers.Add(OwnFinalizer));
        }

        if (document.StringAt("metadata", "name") is { Length: > 0 } name)
        {
            document = document.WithAt(["metadata", "labels", NameLabel], name);
        }

        return document.With("status", MapValue.Of(("phase", "Active")));
    }

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        document = base.PrepareForUpdate(context, document, old).WithAt(["metadata", "labels", NameLabel], old.Name);
        return old.Root.At(FinalizersPath) is { } finalizers ? document.WithAt(FinalizersPath, finalizers) : document.WithoutAt(FinalizersPath);
    }

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        FinalizerRules.Spec(errors, document, indexed: false);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.AsNew(errors, context, document);
        FinalizerRules.Spec(errors, document, indexed: false);
        ObjectMetaRules.Update(errors, context, document, old);
    }

    public override SubresourceBehavior? Subresource(string name) => name == "finalize" ? FinalizeBehavior.Instance : base.Subresource(name);

    // The first deletion only begins it: no grace period is noted, and only finalizers asked for come along.
    public override KubeObject PrepareForDelete(WriteContext context, KubeObject stored, DeleteOptions options)
    {
        if (stored.Metadata.IsDeleting)
        {
            return stored;
        }

        var finalizers = DeletionFinalizers.After(context.Type, stored, options);
        var metadata = stored.Metadata.Root.With("deletionTimestamp", context.Now);
        metadata = finalizers.Count == 0 ? metadata.Without("finalizers") : metadata.With("finalizers", ListValue.From(finalizers.Select(f => (Value)f)));
        return stored.With(stored.Root.With("metadata", metadata).WithAt(["status", "phase"], "Terminating"));
    }

    public override bool MayEndAfterUpdate(KubeObject updated) => updated.Root.At(FinalizersPath) is not ListValue { Count: > 0 };
}
