using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>AppArmor profiles given as annotations become fields (<c>applyAppArmorVersionSkew</c>).</summary>
internal static class AppArmorAnnotations
{
    private const string Prefix = "container.apparmor.security.beta.kubernetes.io/";
    private const string Local = "localhost/";

    public static MapValue ToFields(MapValue spec, MapValue annotations, Action<string> warn)
    {
        if (spec.Map("os")?.String("name") == "windows" || !annotations.Any(a => ProfileRules.IsAppArmor(a.Key)))
        {
            return spec;
        }

        var pod = spec.Map("securityContext")?.Map("appArmorProfile");
        foreach (var list in (ReadOnlySpan<string>)["initContainers", "containers"])
        {
            spec = spec.EditMaps(list, c => Container(c, pod, annotations, warn));
        }

        return spec;
    }

    private static MapValue Container(MapValue container, MapValue? pod, MapValue annotations, Action<string> warn)
    {
        var key = Prefix + container.StringOrEmpty("name");
        if (annotations.String(key) is not { } text || container.Map("securityContext")?.Map("appArmorProfile") is not null)
        {
            return container;
        }

        var profile = Profile(text);
        if (profile is not null && profile == pod)
        {
            return container;
        }

        warn($"{FieldPath.Of("metadata", "annotations").Key(key)}: deprecated since v1.30; use the \"appArmorProfile\" field instead");
        return profile is null
            ? container
            : container.With("securityContext", (container.Map("securityContext") ?? MapValue.Empty).With("appArmorProfile", profile));
    }

    private static MapValue? Profile(string text) => text switch
    {
        "unconfined" => MapValue.Of(("type", "Unconfined")),
        "runtime/default" => MapValue.Of(("type", "RuntimeDefault")),
        _ when text.StartsWith(Local, StringComparison.Ordinal) && text.Length > Local.Length && text.Trim() == text =>
            MapValue.Of(("type", "Localhost"), ("localhostProfile", text[Local.Length..])),
        _ => null,
    };
}
