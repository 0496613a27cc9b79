using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Seccomp and AppArmor profiles, as fields and as the annotations that came before them.</summary>
internal static class ProfileRules
{
    private const string SeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
    private const string SeccompContainer = "container.seccomp.security.alpha.kubernetes.io/";
    private const string AppArmorContainer = "container.apparmor.security.beta.kubernetes.io/";
    private const int LongestProfile = 4095;

    /// <summary>Whether an annotation names a container's AppArmor profile.</summary>
    public static bool IsAppArmor(string key) => key.StartsWith(AppArmorContainer, StringComparison.Ordinal);

    public static void Seccomp(FieldErrors errors, FieldPath path, MapValue? profile)
    {
        if (profile is null)
        {
            return;
        }

        var (type, local) = (profile.StringOrEmpty("type"), profile.String("localhostProfile"));
        if (errors.Present(path.Child("type"), type, "type is required when seccompProfile is set"))
        {
            errors.OneOf(path.Child("type"), type, "Localhost", "RuntimeDefault", "Unconfined");
        }

        if (type != "Localhost")
        {
            if (local is not null)
            {
                errors.InvalidText(path.Child("localhostProfile"), InternalText.Of(profile, "io.k8s.api.core.v1.SeccompProfile"), "can only be set when seccomp type is Localhost");
            }
        }
        else if (local is null)
        {
            errors.Required(path.Child("localhostProfile"), "must be set when seccomp type is Localhost");
        }
        else
        {
            PathRules.Descending(errors, path.Child("localhostProfile"), local);
        }
    }

    public static void AppArmor(FieldErrors errors, FieldPath path, MapValue? profile)
    {
        if (profile is null)
        {
            return;
        }

        var (type, local) = (profile.StringOrEmpty("type"), profile.String("localhostProfile"));
        if (!errors.Present(path.Child("type"), type, "type is required when appArmorProfile is set"))
        {
            return;
        }

        if (type is "RuntimeDefault" or "Unconfined" && local is not null)
        {
            errors.Invalid(path.Child("localhostProfile"), local, "can only be set when AppArmor type is Localhost");
        }
        else if (type == "Localhost")
        {
            LocalAppArmor(errors, path.Child("localhostProfile"), local);
        }

        errors.OneOf(path.Child("type"), type, "Localhost", "RuntimeDefault", "Unconfined");
    }

    /// <summary>The annotations by themselves.</summary>
    public static void Annotations(FieldErrors errors, FieldPath path, MapValue annotations, MapValue spec)
    {
        if (annotations.String(SeccompPod) is { } pod)
        {
            SeccompText(errors, path.Child(SeccompPod), pod);
        }

        foreach (var (key, value) in annotations)
        {
            if (key.StartsWith(SeccompContainer, StringComparison.Ordinal))
            {
                SeccompText(errors, path.Child(key), ((StringValue)value).Text);
            }
        }

        foreach (var (key, value) in annotations.Where(a => IsAppArmor(a.Key)))
        {
            var (container, text) = (key[AppArmorContainer.Length..], ((StringValue)value).Text);
            if (PodContainers.All(spec).All(c => c.StringOrEmpty("name") != container))
            {
                errors.Invalid(path.Key(key), container, "container not found");
            }

            if (text is not ("" or "runtime/default" or "unconfined") && !text.StartsWith("localhost/", StringComparison.Ordinal))
            {
                errors.Invalid(path.Key(key), text, $"invalid AppArmor profile name: {GoText.Quote(text)}");
            }
        }
    }

    /// <summary>Annotations and fields of a new pod must say the same.</summary>
    public static void MatchAnnotations(FieldErrors errors, FieldPath path, MapValue annotations, MapValue spec)
    {
        var podContext = spec.Map("securityContext");
        if (podContext?.Map("seccompProfile") is { } podProfile && annotations.String(SeccompPod) is { } podText)
        {
            Match(errors, path.Child("securityContext").Child("seccompProfile"), podProfile, podText, "seccomp", podText is "runtime/default" or "docker/default");
        }

        foreach (var (container, at) in PodContainers.Visit(spec, path))
        {
            var name = container.StringOrEmpty("name");
            if (container.Map("securityContext")?.Map("seccompProfile") is { } profile && annotations.String(SeccompContainer + name) is { } text)
            {
                Match(errors, at.Child("securityContext").Child("seccompProfile"), profile, text, "seccomp", text is "runtime/default" or "docker/default");
            }
        }

        if (spec.Map("os")?.String("name") == "windows")
        {
            return;
        }

        foreach (var (container, at) in PodContainers.Visit(spec, path))
        {
            var profile = container.Map("securityContext")?.Map("appArmorProfile") ?? podContext?.Map("appArmorProfile");
            if (profile is not null && annotations.String(AppArmorContainer + container.StringOrEmpty("name")) is { } text)
            {
                Match(errors, at.Child("securityContext").Child("appArmorProfile"), profile, text, "apparmor", text == "runtime/default");
            }
        }
    }

    private static void LocalAppArmor(FieldErrors errors, FieldPath path, string? local)
    {
        if (local is null)
        {
            errors.Required(path, "must be set when AppArmor type is Localhost");
            return;
        }

        if (local.Trim() != local)
        {
            errors.Invalid(path, local, "must not be padded with whitespace");
        }
        else if (local.Length == 0)
        {
            errors.Required(path, "must be set when AppArmor type is Localhost");
        }

        if (local.Length > LongestProfile)
        {
            errors.TooLong(path, LongestProfile);
        }
    }

    private static void SeccompText(FieldErrors errors, FieldPath path, string text)
    {
        if (text.StartsWith("localhost/", StringComparison.Ordinal))
        {
            PathRules.Descending(errors, path, text["localhost/".Length..]);
        }
        else if (text is not ("runtime/default" or "docker/default" or "unconfined"))
        {
            errors.Invalid(path, text, "must be a valid seccomp profile");
        }
    }

    private static void Match(FieldErrors errors, FieldPath path, MapValue profile, string text, string sort, bool isDefault)
    {
        const string local = "localhost/";
        var same = profile.StringOrEmpty("type") switch
        {
            "Unconfined" => text == "unconfined",
            "RuntimeDefault" => isDefault,
            "Localhost" => text.StartsWith(local, StringComparison.Ordinal),
            _ => true,
        };
        if (!same)
        {
            errors.Forbidden(path.Child("type"), $"{sort} type in annotation and field must match");
        }
        else if (profile.StringOrEmpty("type") == "Localhost" && text[local.Length..] != profile.String("localhostProfile"))
        {
            errors.Forbidden(path.Child("localhostProfile"), $"{sort} profile in annotation and field must match");
        }
    }
}
