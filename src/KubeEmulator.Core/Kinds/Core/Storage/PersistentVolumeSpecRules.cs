using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The spec of a PersistentVolume, also inside VolumeAttachments (core <c>ValidatePersistentVolumeSpec</c>).</summary>
internal static class PersistentVolumeSpecRules
{
    private static readonly string[] AccessModes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

    /// <summary>The spec of a volume of its own.</summary>
    public static void Check(FieldErrors errors, FieldPath path, MapValue spec, string name, bool allowInvalidAffinityValues)
    {
        Modes(errors, path.Child("accessModes"), spec);
        Capacity(errors, path.Child("capacity"), spec.Map("capacity") ?? MapValue.Empty, spec["capacity"]);
        if (spec.StringOrEmpty("persistentVolumeReclaimPolicy") is { Length: > 0 } policy)
        {
            errors.OneOf(path.Child("persistentVolumeReclaimPolicy"), policy, "Delete", "Recycle", "Retain");
        }

        if (spec.Map("nodeAffinity") is { } affinity)
        {
            Affinity(errors, path.Child("nodeAffinity").Child("required"), affinity, allowInvalidAffinityValues);
        }

        Sources(errors, path, spec, name);
        if (spec.StringOrEmpty("storageClassName") is { Length: > 0 } storageClass)
        {
            errors.Subdomain(path.Child("storageClassName"), storageClass);
        }

        if (spec.String("volumeMode") is { } mode)
        {
            errors.OneOf(path.Child("volumeMode"), mode, "Block", "Filesystem");
        }

        AttributesClass(errors, path, spec);
    }

    /// <summary>The spec of a volume that exists only inside a VolumeAttachment.</summary>
    public static void CheckInline(FieldErrors errors, FieldPath path, MapValue spec)
    {
        const string context = "may not be specified in the context of inline volumes";
        Forbid(spec.Map("claimRef") is not null, "claimRef", context);
        Forbid(spec.Map("capacity") is { Count: > 0 }, "capacity", context);
        if (spec.Map("csi") is null)
        {
            errors.Required(path.Child("csi"), "has to be specified in the context of inline volumes");
        }

        Modes(errors, path.Child("accessModes"), spec);
        Forbid(spec.StringOrEmpty("persistentVolumeReclaimPolicy") is not ("" or "Retain"), "persistentVolumeReclaimPolicy", "may only be Retain in the context of inline volumes");
        Forbid(spec.Map("nodeAffinity") is not null, "nodeAffinity", context);
        Sources(errors, path, spec, "");
        Forbid(spec.StringOrEmpty("storageClassName").Length > 0, "storageClassName", context);
        Forbid(spec.String("volumeMode") is not (null or "Filesystem"), "volumeMode", "may not specify volumeMode other than Filesystem in the context of inline volumes");

        void Forbid(bool isSo, string member, string text)
        {
            if (isSo)
            {
                errors.Forbidden(path.Child(member), text);
            }
        }
    }

    private static void Modes(FieldErrors errors, FieldPath path, MapValue spec)
    {
        var modes = spec.Strings("accessModes").ToArray();
        if (modes.Length == 0)
        {
            errors.Required(path);
        }

        foreach (var mode in modes)
        {
            errors.OneOf(path, mode, AccessModes);
        }

        if (modes.Contains("ReadWriteOncePod") && modes.Any(m => m != "ReadWriteOncePod" && AccessModes.Contains(m)))
        {
            errors.Forbidden(path, "may not use ReadWriteOncePod with other access modes");
        }
    }

    private static void Capacity(FieldErrors errors, FieldPath path, MapValue capacity, Value? shown)
    {
        if (capacity.Count == 0)
        {
            errors.Required(path);
        }

        if (capacity.Count != 1 || !capacity.ContainsKey("storage"))
        {
            errors.NotSupported(path, shown, "storage");
        }

        foreach (var (resource, value) in capacity)
        {
            var amount = Quantity.From(value) ?? Quantity.Zero;
            if (amount.Sign < 0)
            {
                errors.Invalid(path.Key(resource), amount.Value, "must be a valid resource quantity");
            }

            errors.Positive(path.Key(resource), amount);
        }
    }

    private static void Affinity(FieldErrors errors, FieldPath path, MapValue affinity, bool allowInvalidValues)
    {
        if (affinity.Map("required") is { } required)
        {
            NodeSelectorRules.Check(errors, path, required, allowInvalidValues);
        }
        else
        {
            errors.Required(path, "must specify required node constraints");
        }
    }

    private static void Sources(FieldErrors errors, FieldPath path, MapValue spec, string name)
    {
        if (!PersistentVolumeSources.Check(errors, path, spec, name))
        {
            errors.Required(path, "must specify a volume type");
        }

        if (spec.StringAt("hostPath", "path") is { } host && IsRoot(host) && spec.StringOrEmpty("persistentVolumeReclaimPolicy") == "Recycle")
        {
            errors.Forbidden(path.Child("persistentVolumeReclaimPolicy"), "may not be 'recycle' for a hostPath mount of '/'");
        }
    }

    // Go's path.Clean makes "/" of these; a rooted path cannot climb above its root.
    private static bool IsRoot(string path)
    {
        var depth = 0;
        foreach (var step in path.Split('/'))
        {
            depth = step switch { "" or "." => depth, ".." => Math.Max(0, depth - 1), _ => depth + 1 };
        }

        return path.StartsWith('/') && depth == 0;
    }

    private static void AttributesClass(FieldErrors errors, FieldPath path, MapValue spec)
    {
        if (spec.String("volumeAttributesClassName") is not { } name)
        {
            return;
        }

        if (errors.Present(path.Child("volumeAttributesClassName"), name, "an empty string is disallowed"))
        {
            errors.Subdomain(path.Child("volumeAttributesClassName"), name);
        }

        if (spec.Map("csi") is null)
        {
            errors.Required(path.Child("csi"), "has to be specified when using volumeAttributesClassName");
        }
    }
}
