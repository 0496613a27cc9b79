using System.Text.RegularExpressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>One attribute of a device: a value of one type (<c>validateDeviceAttribute</c>).</summary>
internal static partial class DeviceAttributeRules
{
    private const int LongestValue = 64;

    public static void Check(FieldErrors errors, FieldPath path, MapValue attribute)
    {
        var given = 0;
        foreach (var member in (ReadOnlySpan<string>)["bool", "int", "string", "version"])
        {
            given += attribute[member].IsNullOrAbsent() ? 0 : 1;
        }

        if (attribute.String("string") is { } text && text.Length > LongestValue)
        {
            errors.TooLong(path.Child("string"), LongestValue);
        }

        if (attribute.String("version") is { } version)
        {
            if (!SemanticVersion().IsMatch(version))
            {
                errors.Invalid(path.Child("version"), version, "must be a string compatible with semver.org spec 2.0.0");
            }

            if (version.Length > LongestValue)
            {
                errors.TooLong(path.Child("version"), LongestValue);
            }
        }

        if (given == 0)
        {
            errors.Invalid(path, "", "exactly one value must be specified");
        }
        else if (given > 1)
        {
            errors.InvalidText(path, Text(attribute), "exactly one value must be specified");
        }
    }

    private static string Text(MapValue attribute)
    {
        var members = new MapBuilder(8);
        foreach (var (name, member) in ((string, string)[])[("IntValue", "int"), ("BoolValue", "bool"), ("StringValue", "string"), ("VersionValue", "version")])
        {
            members[name] = attribute[member] ?? Value.Null;
        }

        foreach (var name in (ReadOnlySpan<string>)["IntValues", "BoolValues", "StringValues", "VersionValues"])
        {
            members[name] = Value.Null;
        }

        return members.Build().ToString();
    }

    [GeneratedRegex(
        @"\A(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SemanticVersion();
}
