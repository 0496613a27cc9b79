using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Where a kubelet once took its configuration from: still checked where it is still set (core <c>validateNodeConfigSourceSpec</c>).</summary>
internal static class NodeConfigRules
{
    private const string SourceType = "io.k8s.api.core.v1.NodeConfigSource";

    public static void Check(FieldErrors errors, MapValue spec, MapValue status)
    {
        if (spec.Map("configSource") is { } source)
        {
            Source(errors, FieldPath.Of("spec", "configSource"), source, InSpec);
        }

        foreach (var member in (ReadOnlySpan<string>)["assigned", "active", "lastKnownGood"])
        {
            if (status.Map("config")?.Map(member) is { } used)
            {
                Source(errors, FieldPath.Of("status", "config", member), used, InStatus);
            }
        }
    }

    private static void Source(FieldErrors errors, FieldPath path, MapValue source, Action<FieldErrors, FieldPath, MapValue> identity)
    {
        if (source.Map("configMap") is not { } map)
        {
            errors.InvalidText(path, InternalText.Of(source, SourceType), "exactly one reference subfield must be non-nil");
            return;
        }

        var at = path.Child("configMap");
        identity(errors, at, map);
        Named(errors, at.Child("namespace"), map.StringOrEmpty("namespace"), n => NameRules.CheckDns1123Label(n));
        Named(errors, at.Child("name"), map.StringOrEmpty("name"), n => NameRules.CheckDns1123Subdomain(n));
        Named(errors, at.Child("kubeletConfigKey"), map.StringOrEmpty("kubeletConfigKey"), TextRules.CheckConfigMapKey);
    }

    private static void InSpec(FieldErrors errors, FieldPath path, MapValue map)
    {
        foreach (var member in (ReadOnlySpan<string>)["uid", "resourceVersion"])
        {
            if (map.StringOrEmpty(member).Length > 0)
            {
                errors.Forbidden(path.Child(member), $"{member} must not be set in spec");
            }
        }
    }

    private static void InStatus(FieldErrors errors, FieldPath path, MapValue map)
    {
        errors.Present(path.Child("uid"), map.StringOrEmpty("uid"));
        errors.Present(path.Child("resourceVersion"), map.StringOrEmpty("resourceVersion"));
    }

    private static void Named(FieldErrors errors, FieldPath path, string value, Func<string, IReadOnlyList<string>> check)
    {
        if (errors.Present(path, value))
        {
            errors.Faults(path, value, check(value));
        }
    }
}
