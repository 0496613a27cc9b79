using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The status of a PersistentVolume notes when its phase changed.</summary>
internal sealed class PersistentVolumeStatus : StatusBehavior
{
    public static readonly PersistentVolumeStatus Instance = new();

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        var updated = base.PrepareForUpdate(context, document, old);
        var (phase, before) = (updated.StringAt("status", "phase"), old.Root.StringAt("status", "phase"));
        var (time, since) = (updated.At("status", "lastPhaseTransitionTime"), old.Root.At("status", "lastPhaseTransitionTime"));
        if (phase == before)
        {
            return time.IsNullOrAbsent() && since is not null ? updated.WithAt(["status", "lastPhaseTransitionTime"], since) : updated;
        }

        return time.IsNullOrAbsent() || time == since ? updated.WithAt(["status", "lastPhaseTransitionTime"], context.Now) : updated;
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors) =>
        ObjectMetaRules.Update(errors, context, document, old);
}
