using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Spec and status have different writers: what strategies do about it on create and update.</summary>
internal static class StatusReset
{
    /// <summary>The document with the status of an object that nobody has looked at yet.</summary>
    public static MapValue Cleared(WriteContext context, MapValue document) =>
        context.Type.Schema.Fields["status"] is { } status ? document.With("status", ZeroValues.Of(status.Schema)) : document.Without("status");

    /// <summary>The document with the stored status.</summary>
    public static MapValue Kept(MapValue document, KubeObject old) => document.WithOptional("status", old.Root["status"]);
}
