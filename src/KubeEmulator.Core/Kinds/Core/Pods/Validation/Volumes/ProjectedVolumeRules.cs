using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Several sources in one folder: no two of them may write the same path.</summary>
internal static class ProjectedVolumeRules
{
    public static void Check(VolumeCheck check, FieldPath path, MapValue projected)
    {
        PathRules.Mode(check.Errors, path.Child("defaultMode"), projected.Integer("defaultMode"));
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var source in projected.Maps("sources"))
        {
            Source(check, path, path.Child("sources").Index(index++), source, taken);
        }
    }

    private static void Source(VolumeCheck check, FieldPath volume, FieldPath path, MapValue source, HashSet<string> taken)
    {
        var errors = check.Errors;
        foreach (var member in (ReadOnlySpan<string>)["secret", "configMap"])
        {
            if (source.Map(member) is { } keys)
            {
                Keys(errors, volume, path.Child(member), keys, taken);
            }
        }

        foreach (var file in source.Map("downwardAPI")?.Maps("items") ?? [])
        {
            DownwardRules.File(errors, path.Child("downwardAPI"), file);
            Take(errors, volume, file.StringOrEmpty("path"), file.StringOrEmpty("path"), taken);
        }

        if (source.Map("serviceAccountToken") is { } token)
        {
            Token(check, volume, path.Child("serviceAccountToken"), token);
        }

        if (source.Map("clusterTrustBundle") is { } bundle)
        {
            ProjectedCertificateRules.TrustBundle(errors, path.Child("clusterTrustBundle"), bundle);
            TakeAny(errors, volume, bundle.StringOrEmpty("path"), taken);
        }

        if (source.Map("podCertificate") is { } certificate)
        {
            ProjectedCertificateRules.PodCertificate(errors, path.Child("podCertificate"), certificate, (member, value) =>
            {
                PathRules.NonReserved(errors, path.Child("podCertificate").Child(member), value);
                TakeAny(errors, volume, value, taken);
            });
        }

        if (source.Count(m => m.Value is MapValue) > 1)
        {
            errors.Forbidden(path, "may not specify more than 1 volume type per source");
        }
    }

    private static void Keys(FieldErrors errors, FieldPath volume, FieldPath path, MapValue source, HashSet<string> taken)
    {
        var name = source.StringOrEmpty("name");
        errors.Present(path.Child("name"), name);
        var index = 0;
        foreach (var item in source.Maps("items"))
        {
            FileVolumeRules.KeyToPath(errors, path.Child("items").Index(index++), item);
            Take(errors, volume, item.StringOrEmpty("path"), name, taken);
        }
    }

    private static void Token(VolumeCheck check, FieldPath volume, FieldPath path, MapValue token)
    {
        var (errors, seconds) = (check.Errors, token.Integer("expirationSeconds") ?? 0);
        if (seconds < 600)
        {
            errors.Invalid(path.Child("expirationSeconds"), seconds, "may not specify a duration less than 10 minutes");
        }

        if (seconds > 1L << 32)
        {
            errors.Invalid(path.Child("expirationSeconds"), seconds, "may not specify a duration larger than 2^32 seconds");
        }

        // Upstream reports the token's path at the volume.
        if (errors.Present(volume.Child("path"), token.StringOrEmpty("path")) && !check.Options.AllowNonLocalTokenPath)
        {
            PathRules.NonReserved(errors, volume.Child("path"), token.StringOrEmpty("path"));
        }
    }

    private static void Take(FieldErrors errors, FieldPath volume, string path, string shown, HashSet<string> taken)
    {
        if (path.Length > 0 && !taken.Add(path))
        {
            errors.Invalid(volume, shown, "conflicting duplicate paths");
        }
    }

    private static void TakeAny(FieldErrors errors, FieldPath volume, string path, HashSet<string> taken)
    {
        if (!taken.Add(path))
        {
            errors.Invalid(volume, path, "conflicting duplicate paths");
        }
    }
}
