using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Volumes behind a server or driver on the network.</summary>
internal static class NetworkVolumeRules
{
    /// <summary>Members that must not be empty.</summary>
    public static void Required(FieldErrors errors, FieldPath path, MapValue source, params ReadOnlySpan<string> members)
    {
        foreach (var member in members)
        {
            errors.Present(path.Child(member), source.StringOrEmpty(member));
        }
    }

    public static void Nfs(FieldErrors errors, FieldPath path, MapValue source)
    {
        Required(errors, path, source, "server", "path");
        if (!source.StringOrEmpty("path").StartsWith('/'))
        {
            errors.Invalid(path.Child("path"), source.StringOrEmpty("path"), "must be an absolute path");
        }
    }

    public static void Flocker(FieldErrors errors, FieldPath path, MapValue source)
    {
        var (name, uuid) = (source.StringOrEmpty("datasetName"), source.StringOrEmpty("datasetUUID"));
        if (name.Length == 0 && uuid.Length == 0)
        {
            errors.Required(path, "one of datasetName and datasetUUID is required");
        }

        if (name.Length > 0 && uuid.Length > 0)
        {
            errors.Invalid(path, "resource", "datasetName and datasetUUID can not be specified simultaneously");
        }

        if (name.Contains('/', StringComparison.Ordinal))
        {
            errors.Invalid(path.Child("datasetName"), name, "must not contain '/'");
        }
    }

    public static void Monitors(FieldErrors errors, FieldPath path, MapValue source)
    {
        if (source.List("monitors") is not { Count: > 0 })
        {
            errors.Required(path.Child("monitors"));
        }
    }

    public static void Rbd(FieldErrors errors, FieldPath path, MapValue source)
    {
        Monitors(errors, path, source);
        Required(errors, path, source, "image");
    }

    public static void Cinder(FieldErrors errors, FieldPath path, MapValue source)
    {
        Required(errors, path, source, "volumeID");
        SecretName(errors, path, source, "secretRef");
    }

    public static void Quobyte(FieldErrors errors, FieldPath path, MapValue source)
    {
        const string pairs = "must be a host:port pair or multiple pairs separated by commas";
        var registry = source.StringOrEmpty("registry");
        if (registry.Length == 0)
        {
            errors.Required(path.Child("registry"), pairs);
        }
        else if (source.StringOrEmpty("tenant").Length >= 65)
        {
            errors.Required(path.Child("tenant"), "must be a UUID and may not exceed a length of 64 characters");
        }
        else
        {
            foreach (var _ in registry.Split(',').Where(pair => !IsHostAndPort(pair)))
            {
                errors.Invalid(path.Child("registry"), registry, pairs);
            }
        }

        Required(errors, path, source, "volume");
    }

    public static void StorageOs(FieldErrors errors, FieldPath path, MapValue source)
    {
        var name = source.StringOrEmpty("volumeName");
        if (errors.Present(path.Child("volumeName"), name))
        {
            errors.Label(path.Child("volumeName"), name);
        }

        if (source.StringOrEmpty("volumeNamespace") is { Length: > 0 } @namespace)
        {
            errors.Label(path.Child("volumeNamespace"), @namespace);
        }

        SecretName(errors, path, source, "secretRef");
    }

    public static void Csi(FieldErrors errors, FieldPath path, MapValue source)
    {
        CsiDriverName(errors, path.Child("driver"), source.StringOrEmpty("driver"));
        if (SecretName(errors, path, source, "nodePublishSecretRef") is { Length: > 0 } name)
        {
            errors.Subdomain(path.Child("name"), name);
        }
    }

    /// <summary>The name of a CSI driver.</summary>
    public static void CsiDriverName(FieldErrors errors, FieldPath path, string driver)
    {
        if (!errors.Present(path, driver))
        {
            return;
        }

        if (driver.Length > 63)
        {
            errors.TooLong(path, 63);
        }

        errors.Faults(path, driver, NameRules.CheckDns1123Subdomain(driver.ToLowerInvariant()));
    }

    private static string? SecretName(FieldErrors errors, FieldPath path, MapValue source, string member)
    {
        if (source.Map(member) is not { } reference)
        {
            return null;
        }

        errors.Present(path.Child(member).Child("name"), reference.StringOrEmpty("name"));
        return reference.StringOrEmpty("name");
    }

    // Go's net.SplitHostPort: one colon outside brackets.
    private static bool IsHostAndPort(string pair)
    {
        if (pair.StartsWith('['))
        {
            var end = pair.IndexOf(']', StringComparison.Ordinal);
            return end > 0 && end + 1 < pair.Length && pair[end + 1] == ':' && pair.LastIndexOf(':') == end + 1;
        }

        return pair.Count(c => c == ':') == 1 && pair.AsSpan().IndexOfAny('[', ']') < 0;
    }
}
