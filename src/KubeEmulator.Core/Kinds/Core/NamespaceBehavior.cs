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

    public override SubresourceBehavior? Subresource(string name) => name == "finalize" ? FinalizeBehavior.Instance : base.Subresource(name);

    // A namespace with finalizers of its own begins its deletion itself, without a grace period.
    public override KubeObject PrepareForDelete(WriteContext context, KubeObject stored)
    {
        var document = stored.Status.StringOrEmpty("phase") == "Terminating" ? stored.Root : stored.Root.WithAt(["status", "phase"], "Terminating");
        return stored.With(stored.Metadata.IsDeleting || MayEndAfterUpdate(stored) ? document : document.WithAt(["metadata", "deletionTimestamp"], context.Now));
    }

    public override bool MayEndAfterUpdate(KubeObject updated) => updated.Root.At(FinalizersPath) is not ListValue { Count: > 0 };
}
