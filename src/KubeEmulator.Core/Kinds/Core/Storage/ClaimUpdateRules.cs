using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What of a PersistentVolumeClaim may change (core <c>ValidatePersistentVolumeClaimUpdate</c>).</summary>
internal static class ClaimUpdateRules
{
    private const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";
    private const string SpecType = "io.k8s.api.core.v1.PersistentVolumeClaimSpec";
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(FieldErrors errors, MapValue claim, KubeObject old)
    {
        var spec = claim.Map("spec") ?? MapValue.Empty;
        var (updated, stored) = Comparable(errors, claim, spec, old);
        if (!SemanticEquality.Equal(updated, stored))
        {
            errors.Forbidden(Spec, $"spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n{StructDiff.Of(stored, updated, SpecType)}");
        }

        Size(errors, spec, old);
        errors.Immutable(FieldPath.Of("volumeMode"), spec["volumeMode"], old.Spec["volumeMode"]);
        AttributesClass(errors, spec, old);
    }

    // Both specs with what may differ made alike.
    private static (MapValue Updated, MapValue Stored) Comparable(FieldErrors errors, MapValue claim, MapValue spec, KubeObject old)
    {
        var stored = ClaimSources.Mirror(old.Spec);
        var updated = WithStoredAmounts(spec, stored);
        if (stored.StringOrEmpty("volumeName").Length == 0)
        {
            stored = stored.WithOptional("volumeName", spec["volumeName"]);
        }

        updated = StorageClass(errors, claim, updated, old);
        if (claim.StringAt("status", "phase") != "Bound")
        {
            return (updated, stored);
        }

        if (updated.Map("resources")?.Map("requests") is not null)
        {
            updated = updated.WithAt(["resources", "requests", "storage"], stored.At("resources", "requests", "storage") ?? "0");
        }

        return (updated.WithOptional("volumeAttributesClassName", stored["volumeAttributesClassName"]), stored);
    }

    // A class once named by annotation may become the field, as may one that was not named at all.
    private static MapValue StorageClass(FieldErrors errors, MapValue claim, MapValue updated, KubeObject old)
    {
        var (before, now) = (Annotation(old.Root), Annotation(claim));
        var (was, name) = (old.Spec.String("storageClassName"), updated.String("storageClassName"));
        if (before is not null && was is null && name == before && (now is null || now == before))
        {
            return updated.Without("storageClassName");
        }

        if ((before ?? "") != (now ?? ""))
        {
            errors.Invalid(FieldPath.Of("metadata", "annotations", ClassAnnotation), now ?? "", FieldChecks.ImmutableText);
        }

        return name is not null && was is null && (before is null || name == before) ? updated.Without("storageClassName") : updated;
    }

    // The same amount in other words is the same amount.
    private static MapValue WithStoredAmounts(MapValue spec, MapValue stored) => spec.EditMap("resources", resources =>
    {
        foreach (var member in (ReadOnlySpan<string>)["requests", "limits"])
        {
            var before = stored.Map("resources")?.Map(member) ?? MapValue.Empty;
            resources = resources.EditMap(member, amounts =>
            {
                foreach (var (name, amount) in before)
                {
                    if (Quantity.From(amounts[name]) is { } updated && updated == Quantity.From(amount))
                    {
                        amounts = amounts.With(name, amount);
                    }
                }

                return amounts;
            });
        }

        return resources;
    });

    private static void Size(FieldErrors errors, MapValue spec, KubeObject old)
    {
        var size = Storage(spec.At("resources", "requests", "storage"));
        if (size < Storage(old.Spec.At("resources", "requests", "storage")) && size <= Storage(old.Status.At("capacity", "storage")))
        {
            errors.Forbidden(FieldPath.Of("spec", "resources", "requests", "storage"), "field can not be less than status.capacity");
        }
    }

    private static void AttributesClass(FieldErrors errors, MapValue spec, KubeObject old)
    {
        const string member = "volumeAttributesClassName";
        if (SemanticEquality.Equal(spec[member], old.Spec[member]) || old.Status["currentVolumeAttributesClassName"].IsNullOrAbsent())
        {
            return;
        }

        if (spec.StringOrEmpty(member).Length == 0)
        {
            var what = spec[member].IsNullOrAbsent() ? "nil" : "empty string";
            errors.Forbidden(Spec.Child(member), $"update to {what} is forbidden when status.currentVolumeAttributesClassName is not nil");
        }
    }

    private static Quantity Storage(Value? value) => Quantity.From(value) ?? Quantity.Zero;

    private static string? Annotation(MapValue document) => document.StringAt("metadata", "annotations", ClassAnnotation);
}
