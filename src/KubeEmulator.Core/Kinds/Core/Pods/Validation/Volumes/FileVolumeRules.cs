using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Volumes that are files of the node or of other objects.</summary>
internal static class FileVolumeRules
{
    public static void HostPath(FieldErrors errors, FieldPath path, MapValue source)
    {
        var value = source.StringOrEmpty("path");
        if (!errors.Present(path.Child("path"), value))
        {
            return;
        }

        PathRules.NoBacksteps(errors, path.Child("path"), value);
        if (source.String("type") is { } type)
        {
            errors.OneOf(path.Child("type"), type, "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket");
        }
    }

    public static void GitRepo(FieldErrors errors, FieldPath path, MapValue source)
    {
        errors.Present(path.Child("repository"), source.StringOrEmpty("repository"));
        PathRules.Descending(errors, path.Child("directory"), source.StringOrEmpty("directory"));
    }

    /// <summary>A Secret or ConfigMap as files.</summary>
    public static void Keys(FieldErrors errors, FieldPath path, MapValue source, string nameMember)
    {
        errors.Present(path.Child(nameMember), source.StringOrEmpty(nameMember));
        PathRules.Mode(errors, path.Child("defaultMode"), source.Integer("defaultMode"));
        var index = 0;
        foreach (var item in source.Maps("items"))
        {
            KeyToPath(errors, path.Child("items").Index(index++), item);
        }
    }

    public static void KeyToPath(FieldErrors errors, FieldPath path, MapValue item)
    {
        errors.Present(path.Child("key"), item.StringOrEmpty("key"));
        errors.Present(path.Child("path"), item.StringOrEmpty("path"));
        PathRules.NonReserved(errors, path.Child("path"), item.StringOrEmpty("path"));
        PathRules.Mode(errors, path.Child("mode"), item.Integer("mode"));
    }
}
