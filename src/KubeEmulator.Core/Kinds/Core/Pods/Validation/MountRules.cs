using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Where a container sees volumes: mounts and block devices.</summary>
internal static class MountRules
{
    public static void Mounts(FieldErrors errors, FieldPath path, MapValue container, IReadOnlyDictionary<string, MapValue> volumes)
    {
        var devices = container.Maps("volumeDevices").ToArray();
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var mount in container.Maps("volumeMounts"))
        {
            var at = path.Index(index++);
            var (name, mountPath) = (mount.StringOrEmpty("name"), mount.StringOrEmpty("mountPath"));
            errors.Present(at.Child("name"), name);
            if (!volumes.ContainsKey(name))
            {
                errors.NotFound(at.Child("name"), name);
            }

            errors.Present(at.Child("mountPath"), mountPath);
            if (!paths.Add(mountPath))
            {
                errors.Invalid(at.Child("mountPath"), mountPath, "must be unique");
            }

            if (devices.Any(d => d.StringOrEmpty("name") == name))
            {
                errors.Invalid(at.Child("name"), name, "must not already exist in volumeDevices");
            }

            if (devices.Any(d => d.StringOrEmpty("devicePath") == mountPath))
            {
                errors.Invalid(at.Child("mountPath"), mountPath, "must not already exist as a path in volumeDevices");
            }

            Details(errors, path, at, mount, container);
        }
    }

    public static void Devices(FieldErrors errors, FieldPath path, MapValue container, IReadOnlyDictionary<string, MapValue> volumes)
    {
        var mounts = container.Maps("volumeMounts").ToArray();
        var (names, paths) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var index = 0;
        foreach (var device in container.Maps("volumeDevices"))
        {
            var at = path.Index(index++);
            var (name, devicePath) = (device.StringOrEmpty("name"), device.StringOrEmpty("devicePath"));
            DeviceName(errors, at.Child("name"), name, names, volumes);
            DevicePath(errors, at.Child("devicePath"), devicePath, paths);
            if (mounts.Any(m => m.StringOrEmpty("name") == name))
            {
                errors.Invalid(at.Child("name"), name, "must not already exist in volumeMounts");
            }

            if (mounts.Any(m => m.StringOrEmpty("mountPath") == devicePath))
            {
                errors.Invalid(at.Child("devicePath"), devicePath, "must not already exist as a path in volumeMounts");
            }
        }
    }

    private static void DeviceName(FieldErrors errors, FieldPath path, string name, HashSet<string> names, IReadOnlyDictionary<string, MapValue> volumes)
    {
        errors.Present(path, name);
        if (name.Length > 0 && !names.Add(name))
        {
            errors.Invalid(path, name, "must be unique");
        }

        if (!volumes.TryGetValue(name, out var volume))
        {
            errors.NotFound(path, name);
        }
        else if (volume.Map("persistentVolumeClaim") is null && volume.Map("ephemeral") is null)
        {
            errors.Invalid(path, name, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
        }
    }

    private static void DevicePath(FieldErrors errors, FieldPath path, string devicePath, HashSet<string> paths)
    {
        errors.Present(path, devicePath);
        if (paths.Contains(devicePath))
        {
            errors.Invalid(path, devicePath, "must be unique");
        }

        if (devicePath.Split('/').Contains(".."))
        {
            errors.Invalid(path, devicePath, "can not contain backsteps ('..')");
        }
        else
        {
            paths.Add(devicePath);
        }
    }

    // These faults stand at the list, as upstream's do.
    private static void Details(FieldErrors errors, FieldPath list, FieldPath path, MapValue mount, MapValue container)
    {
        var (subPath, expression) = (mount.StringOrEmpty("subPath"), mount.StringOrEmpty("subPathExpr"));
        if (subPath.Length > 0)
        {
            PathRules.Descending(errors, list.Child("subPath"), subPath);
        }

        if (expression.Length > 0)
        {
            if (subPath.Length > 0)
            {
                errors.Invalid(path.Child("subPathExpr"), expression, "subPathExpr and subPath are mutually exclusive");
            }

            PathRules.Descending(errors, list.Child("subPathExpr"), expression);
        }

        if (mount.String("mountPropagation") is { } propagation)
        {
            errors.OneOf(list.Child("mountPropagation"), propagation, "Bidirectional", "HostToContainer", "None");
            if (propagation == "Bidirectional" && container.Map("securityContext")?.Bool("privileged") != true)
            {
                errors.Forbidden(list.Child("mountPropagation"), "Bidirectional mount propagation is available only to privileged containers");
            }
        }

        if (mount.String("recursiveReadOnly") is { } recursive)
        {
            RecursiveReadOnly(errors, list.Child("recursiveReadOnly"), mount, recursive);
        }
    }

    private static void RecursiveReadOnly(FieldErrors errors, FieldPath path, MapValue mount, string recursive)
    {
        if (recursive is not ("Enabled" or "IfPossible"))
        {
            errors.OneOf(path, recursive, "Disabled", "Enabled", "IfPossible");
            return;
        }

        if (mount.Bool("readOnly") != true)
        {
            errors.Forbidden(path, "may only be specified when readOnly is true");
        }

        if (mount.String("mountPropagation") is not (null or "None"))
        {
            errors.Forbidden(path, "may only be specified when mountPropagation is None or not specified");
        }
    }
}
