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

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        var updated = base.PrepareForUpdate(context, document, old);
        return SystemFields.EditMetadata(updated, metadata =>
        {
            foreach (var member in Kept)
            {
                metadata = metadata.WithOptional(member, old.Metadata.Root[member]);
            }

            return metadata;
        });
    }
}
