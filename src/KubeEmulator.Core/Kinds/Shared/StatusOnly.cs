using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// A <c>status</c> subresource that changes nothing else: of the metadata only managedFields pass (apimachinery's
/// <c>ResetObjectMetaForStatus</c>).
/// </summary>
internal class StatusOnly : StatusBehavior
{
    public static readonly StatusOnly Instance = new();
    private static readonly string[] Kept = ["deletionTimestamp", "generation", "selfLink", "labels", "annotations", "finalizers", "ownerReferences"];

    /// <summary>Whether even what nobody may change is taken from the stored object, so that nothing of it is refused.</summary>
    protected virtual bool KeepsAllMetadata => false;

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        var updated = base.PrepareForUpdate(context, document, old);
        return SystemFields.EditMetadata(updated, metadata =>
        {
            if (KeepsAllMetadata)
            {
                return old.Metadata.Root.WithOptional("managedFields", metadata["managedFields"]);
            }

            foreach (var member in Kept)
            {
                metadata = metadata.WithOptional(member, old.Metadata.Root[member]);
            }

            return metadata;
        });
    }
}
