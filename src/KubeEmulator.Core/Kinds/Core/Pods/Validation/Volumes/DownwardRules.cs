using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Fields and resources of a pod as files and environment variables.</summary>
internal static class DownwardRules
{
    private static readonly string[] VolumeFields = ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];

    private static readonly string[] EnvFields =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    private static readonly string[] PodFields = [.. VolumeFields, .. EnvFields[3..], "spec.restartPolicy", "spec.schedulerName", "status.phase", "spec.host"];

    private static readonly string[] Resources =
    [
        "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory",
    ];

    private static readonly string[] Units = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

    /// <summary>A downwardAPI volume. All files report at the volume's path, as upstream's do.</summary>
    public static void Volume(FieldErrors errors, FieldPath path, MapValue source)
    {
        PathRules.Mode(errors, path.Child("defaultMode"), source.Integer("defaultMode"));
        foreach (var file in source.Maps("items"))
        {
            File(errors, path, file);
        }
    }

    public static void File(FieldErrors errors, FieldPath path, MapValue file)
    {
        errors.Present(path.Child("path"), file.StringOrEmpty("path"));
        PathRules.NonReserved(errors, path.Child("path"), file.StringOrEmpty("path"));
        if (file.Map("fieldRef") is { } field)
        {
            Field(errors, path.Child("fieldRef"), field, VolumeFields);
            if (file.Map("resourceFieldRef") is not null)
            {
                errors.Invalid(path, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
            }
        }
        else if (file.Map("resourceFieldRef") is { } resource)
        {
            Resource(errors, path.Child("resourceFieldRef"), resource, needsContainer: true);
        }
        else
        {
            errors.Required(path, "one of fieldRef and resourceFieldRef is required");
        }

        PathRules.Mode(errors, path.Child("mode"), file.Integer("mode"));
    }

    /// <summary>A fieldRef of an environment variable.</summary>
    public static void EnvField(FieldErrors errors, FieldPath path, MapValue reference) => Field(errors, path, reference, EnvFields);

    /// <summary>A resourceFieldRef.</summary>
    public static void Resource(FieldErrors errors, FieldPath path, MapValue reference, bool needsContainer)
    {
        var resource = reference.StringOrEmpty("resource");
        var hugePages = resource.StartsWith("requests.hugepages-", StringComparison.Ordinal) || resource.StartsWith("limits.hugepages-", StringComparison.Ordinal);
        if (needsContainer && reference.StringOrEmpty("containerName").Length == 0)
        {
            errors.Required(path.Child("containerName"));
        }
        else if (errors.Present(path.Child("resource"), resource) && !hugePages)
        {
            errors.OneOf(path.Child("resource"), resource, Resources);
        }

        if (Quantity.From(reference["divisor"]) is { IsZero: false } divisor)
        {
            Divisor(errors, path.Child("divisor"), resource, divisor.ToString(), hugePages);
        }
    }

    private static void Divisor(FieldErrors errors, FieldPath path, string resource, string divisor, bool hugePages)
    {
        var kind = hugePages ? "hugepages" : resource[(resource.IndexOf('.', StringComparison.Ordinal) + 1)..] switch
        {
            "cpu" => "cpu",
            "memory" => "memory",
            "ephemeral-storage" => "local ephemeral storage",
            _ => "",
        };
        if (kind == "cpu" && divisor is not ("1m" or "1"))
        {
            errors.Invalid(path, resource, "only divisor's values 1m and 1 are supported with the cpu resource");
        }
        else if (kind is not ("cpu" or "") && !Units.Contains(divisor))
        {
            errors.Invalid(path, resource, $"only divisor's values {string.Join(", ", Units)} are supported with the {kind} resource");
        }
    }

    private static void Field(FieldErrors errors, FieldPath path, MapValue reference, string[] supported)
    {
        var (version, label) = (reference.StringOrEmpty("apiVersion"), reference.StringOrEmpty("fieldPath"));
        if (!errors.Present(path.Child("apiVersion"), version) || !errors.Present(path.Child("fieldPath"), label))
        {
            return;
        }

        var (name, subscript) = Split(label);
        var unknown = version != "v1" ? $"unsupported pod version: {version}"
            : subscript is not null && name is not ("metadata.annotations" or "metadata.labels") ? $"field label does not support subscript: {label}"
            : subscript is null && !PodFields.Contains(name) ? $"field label not supported: {label}"
            : null;
        if (unknown is not null)
        {
            errors.Invalid(path.Child("fieldPath"), label, $"error converting fieldPath: {unknown}");
        }
        else if (subscript is not null)
        {
            errors.Faults(path, name == "metadata.annotations" ? subscript.ToLowerInvariant() : subscript, NameRules.CheckQualifiedName(name == "metadata.annotations" ? subscript.ToLowerInvariant() : subscript));
        }
        else
        {
            errors.OneOf(path.Child("fieldPath"), name == "spec.host" ? "spec.nodeName" : name, supported);
        }
    }

    // metadata.labels['key']
    private static (string Path, string? Subscript) Split(string label)
    {
        var open = label.IndexOf("['", StringComparison.Ordinal);
        return open > 0 && label.EndsWith("']", StringComparison.Ordinal) && open + 2 <= label.Length - 2
            ? (label[..open], label[(open + 2)..^2])
            : (label, null);
    }
}
