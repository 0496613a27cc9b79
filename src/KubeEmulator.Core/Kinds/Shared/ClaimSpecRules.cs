using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The spec of a PersistentVolumeClaim, also inside pods and StatefulSets (core <c>ValidatePersistentVolumeClaimSpec</c>).</summary>
internal static class ClaimSpecRules
{
    private static readonly string[] AccessModes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

    public static void Check(FieldErrors errors, FieldPath path, MapValue spec, bool allowInvalidSelectorValues = false, bool allowInvalidApiGroup = false)
    {
        CheckAccessModes(errors, path, spec, () => LabelSelectorRules.Check(errors, path.Child("selector"), spec.Map("selector"), allowInvalidSelectorValues));
        CheckStorage(errors, path.Child("resources").Key("storage"), Quantity.From(spec.Map("resources")?.Map("requests")?["storage"]));
        ClassName(errors, path.Child("storageClassName"), spec);
        if (spec.String("volumeMode") is { } mode)
        {
            errors.OneOf(path.Child("volumeMode"), mode, "Block", "Filesystem");
        }

        var (source, reference) = (spec.Map("dataSource"), spec.Map("dataSourceRef"));
        CheckReference(errors, path.Child("dataSource"), source, allowInvalidApiGroup);
        CheckReference(errors, path.Child("dataSourceRef"), reference, allowInvalidApiGroup);
        if (reference?.StringOrEmpty("namespace") is { Length: > 0 } @namespace)
        {
            errors.Label(path.Child("dataSourceRef").Child("namespace"), @namespace);
            if (source is not null)
            {
                errors.InvalidText(path, "{}", "may not be specified when dataSourceRef.namespace is specified");
            }
        }
        else if (source is not null && reference is not null && !SameTarget(source, reference))
        {
            errors.InvalidText(path, "{}", "must match dataSourceRef");
        }

        ClassName(errors, path.Child("volumeAttributesClassName"), spec);
    }

    private static void CheckAccessModes(FieldErrors errors, FieldPath path, MapValue spec, Action checkSelector)
    {
        var modes = spec.Strings("accessModes").ToArray();
        if (modes.Length == 0)
        {
            errors.Required(path.Child("accessModes"), "at least 1 access mode is required");
        }

        checkSelector();
        foreach (var mode in modes)
        {
            errors.OneOf(path.Child("accessModes"), mode, AccessModes);
        }

        if (modes.Contains("ReadWriteOncePod") && modes.Any(m => m != "ReadWriteOncePod" && AccessModes.Contains(m)))
        {
            errors.Forbidden(path.Child("accessModes"), "may not use ReadWriteOncePod with other access modes");
        }
    }

    private static void CheckStorage(FieldErrors errors, FieldPath path, Quantity? storage)
    {
        if (storage is { } amount)
        {
            errors.Positive(path, amount);
        }
        else
        {
            errors.Required(path);
        }
    }

    private static void ClassName(FieldErrors errors, FieldPath path, MapValue spec)
    {
        var member = path.ToString().EndsWith("storageClassName", StringComparison.Ordinal) ? "storageClassName" : "volumeAttributesClassName";
        if (spec.StringOrEmpty(member) is { Length: > 0 } name)
        {
            errors.Subdomain(path, name);
        }
    }

    private static void CheckReference(FieldErrors errors, FieldPath path, MapValue? reference, bool allowInvalidApiGroup)
    {
        if (reference is null)
        {
            return;
        }

        var (kind, group) = (reference.StringOrEmpty("kind"), reference.StringOrEmpty("apiGroup"));
        errors.Present(path.Child("name"), reference.StringOrEmpty("name"));
        errors.Present(path.Child("kind"), kind);
        if (group.Length == 0 && kind != "PersistentVolumeClaim")
        {
            errors.Invalid(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
        }

        if (group.Length > 0 && !allowInvalidApiGroup)
        {
            errors.Subdomain(path.Child("apiGroup"), group);
        }
    }

    private static bool SameTarget(MapValue source, MapValue reference) =>
        source["apiGroup"] == reference["apiGroup"] && source.StringOrEmpty("kind") == reference.StringOrEmpty("kind") && source.StringOrEmpty("name") == reference.StringOrEmpty("name");
}
