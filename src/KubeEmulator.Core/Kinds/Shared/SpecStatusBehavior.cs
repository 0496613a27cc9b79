using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>A kind with a status of its own: cleared on create, kept by updates of the object, written through <c>status</c>.</summary>
internal abstract class SpecStatusBehavior : KindBehavior
{
    /// <summary>Whether a write through <c>status</c> leaves the metadata alone too.</summary>
    protected virtual bool StatusKeepsMetadata => false;

    public override SubresourceBehavior? Subresource(string name) => name == "status" ? StatusWrites : null;

    public override IReadOnlyList<string> ResetFields(string subresource) => subresource switch
    {
        "" => ["status"],
        "status" => StatusKeepsMetadata ? ["spec", "metadata"] : ["spec"],
        _ => [],
    };

    public override MapValue PrepareForCreate(WriteContext context, MapValue document) => StatusReset.Cleared(context, document);

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) => StatusReset.Kept(document, old);

    /// <summary>How <c>status</c> is written.</summary>
    protected virtual SubresourceBehavior StatusWrites => StatusKeepsMetadata ? StatusOnly.Instance : StatusBehavior.Default;
}
