using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Warnings about single containers.</summary>
internal static class ContainerWarnings
{
    private const string Seccomp = "container.seccomp.security.alpha.kubernetes.io/";
    private const string SeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
    private const string AppArmor = "container.apparmor.security.beta.kubernetes.io/";

    public static void Check(FieldPath path, FieldPath annotationPath, MapValue spec, MapValue annotations, bool isTemplate, Action<string> warn)
    {
        if (spec.Map("securityContext")?.Map("seccompProfile") is null && annotations.ContainsKey(SeccompPod))
        {
            warn($"{annotationPath.Key(SeccompPod)}: non-functional in v1.27+; use the \"seccompProfile\" field instead");
        }

        foreach (var (container, at) in PodContainers.Visit(spec, path))
        {
            Profiles(annotationPath, container, annotations, isTemplate, warn);
            foreach (var member in (ReadOnlySpan<string>)["limits", "requests"])
            {
                Fraction(at.Child("resources").Child(member), container.Map("resources")?.Map(member), "memory", warn);
            }

            foreach (var member in (ReadOnlySpan<string>)["limits", "requests"])
            {
                Fraction(at.Child("resources").Child(member), container.Map("resources")?.Map(member), "ephemeral-storage", warn);
            }

            HiddenVariables(at.Child("env"), container, warn);
        }
    }

    /// <summary>Bytes come whole.</summary>
    public static void Fraction(FieldPath path, MapValue? amounts, Action<string> warn)
    {
        Fraction(path, amounts, "memory", warn);
        Fraction(path, amounts, "ephemeral-storage", warn);
    }

    private static void Fraction(FieldPath path, MapValue? amounts, string name, Action<string> warn)
    {
        if (Quantity.From(amounts?[name]) is { } amount && amount.MilliValue % 1000 != 0)
        {
            warn($"{path.Key(name)}: fractional byte value {GoText.Quote(amount.ToString())} is invalid, must be an integer");
        }
    }

    private static void Profiles(FieldPath path, MapValue container, MapValue annotations, bool isTemplate, Action<string> warn)
    {
        var (name, context) = (container.StringOrEmpty("name"), container.Map("securityContext"));
        if (context?.Map("seccompProfile") is null && annotations.ContainsKey(Seccomp + name))
        {
            warn($"{path.Key(Seccomp + name)}: non-functional in v1.27+; use the \"seccompProfile\" field instead");
        }

        if (isTemplate && context?.Map("appArmorProfile") is null && annotations.ContainsKey(AppArmor + name))
        {
            warn($"{path.Key(AppArmor + name)}: deprecated since v1.30; use the \"appArmorProfile\" field instead");
        }
    }

    private static void HiddenVariables(FieldPath path, MapValue container, Action<string> warn)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = -1;
        foreach (var variable in container.Maps("env"))
        {
            index++;
            var (name, value) = (variable.StringOrEmpty("name"), variable.StringOrEmpty("value"));
            if (seen.Add(name))
            {
                continue;
            }

            // A second definition may build on the first.
            var reference = $"$({name})";
            if (variable.Map("valueFrom") is not null || value == reference || !value.Contains(reference, StringComparison.Ordinal))
            {
                warn($"{path.Index(index)}: hides previous definition of {GoText.Quote(name)}, which may be dropped when using apply");
            }
        }
    }
}
