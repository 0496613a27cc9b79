using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.PodSecurity;

/// <summary>What a namespace's labels ask of its pods; <c>pod-security-admission/api/helpers.go</c>.</summary>
internal sealed record NamespacePolicy(LevelVersion Enforce, LevelVersion Audit, LevelVersion Warn)
{
    private const string Prefix = "pod-security.kubernetes.io/";

    private static readonly LevelVersion Privileged = new(SecurityLevel.Privileged, LevelVersion.Latest);

    /// <summary>Whether nothing is checked at all.</summary>
    public bool AllowsAll => Enforce.Level == SecurityLevel.Privileged && Audit.Level == SecurityLevel.Privileged && Warn.Level == SecurityLevel.Privileged;

    /// <summary>Reads the labels. A level that makes no sense is enforced as restricted, but neither audited nor warned about.</summary>
    public static NamespacePolicy From(MapValue labels, FieldErrors errors)
    {
        var enforce = Read(labels, "enforce", SecurityLevel.Restricted, errors, out var enforceLevelValid);
        var audit = Read(labels, "audit", SecurityLevel.Privileged, errors, out _);
        var warn = Read(labels, "warn", SecurityLevel.Privileged, errors, out _);

        // Who enforces and says nothing about warnings gets them for workloads, which are not enforced.
        if (!labels.ContainsKey(Prefix + "warn") && enforceLevelValid && enforce.Level > warn.Level)
        {
            warn = new LevelVersion(enforce.Level, labels.ContainsKey(Prefix + "warn-version") ? warn.Minor : enforce.Minor);
        }

        return new NamespacePolicy(enforce, audit, warn);
    }

    private static LevelVersion Read(MapValue labels, string mode, SecurityLevel whenInvalid, FieldErrors errors, out bool levelValid)
    {
        var (level, minor) = Privileged;
        levelValid = false;
        if (labels.String(Prefix + mode) is { } levelText)
        {
            levelValid = TryParseLevel(levelText, out level);
            if (!levelValid)
            {
                level = whenInvalid;
                errors.Invalid(Label(mode), levelText, "must be one of privileged, baseline, restricted");
            }
        }

        if (labels.String(Prefix + mode + "-version") is { } versionText && !TryParseMinor(versionText, out minor))
        {
            minor = LevelVersion.Latest;
            errors.Invalid(Label(mode + "-version"), versionText, "must be \"latest\" or \"v1.x\"");
        }

        return new LevelVersion(level, minor);
    }

    private static FieldPath Label(string name) => FieldPath.Of("metadata", "labels").Key(Prefix + name);

    private static bool TryParseLevel(string text, out SecurityLevel level)
    {
        level = text switch
        {
            "baseline" => SecurityLevel.Baseline,
            "restricted" => SecurityLevel.Restricted,
            _ => SecurityLevel.Privileged,
        };
        return level != SecurityLevel.Privileged || text == "privileged";
    }

    private static bool TryParseMinor(string text, out int minor)
    {
        minor = LevelVersion.Latest;
        if (text == "latest")
        {
            return true;
        }

        return text.StartsWith("v1.", StringComparison.Ordinal)
            && (text.Length == 4 || text[3..] is ['1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9', ..])
            && int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out minor);
    }
}
