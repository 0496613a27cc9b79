using System.Globalization;
using KubeEmulator.Objects;

namespace KubeEmulator.Expressions;

/// <summary>A version by semver 2.0.0, read and refused as blang/semver does.</summary>
internal sealed record SemanticVersion(ulong Major, ulong Minor, ulong Patch, IReadOnlyList<string> Prerelease, IReadOnlyList<string> Build)
    : IComparable<SemanticVersion>
{
    /// <summary>Reads a version; <paramref name="error"/> says why there is none.</summary>
    public static SemanticVersion? Parse(string text, out string error)
    {
        var parts = text.Split('.', 3);
        error = text.Length == 0 ? "Version string empty" : parts.Length != 3 ? "No Major.Minor.Patch elements found" : "";
        if (error.Length > 0)
        {
            return null;
        }

        var (patch, build) = Cut(parts[2], '+');
        (patch, var prerelease) = Cut(patch, '-');
        return Number(parts[0], "major", out var major, ref error) && Number(parts[1], "minor", out var minor, ref error)
            && Number(patch, "patch", out var last, ref error) && AreWords(prerelease, build, ref error)
            ? new SemanticVersion(major, minor, last, prerelease, build)
            : null;
    }

    /// <summary>
    /// Takes off a <c>v</c>, fills up missing parts and drops leading zeros first
    /// (apiserver pkg/cel/library/semverlib.go).
    /// </summary>
    public static SemanticVersion? ParseNormalized(string text, out string error)
    {
        List<string> parts = [.. (text.StartsWith('v') ? text[1..] : text).Split('.', 3).Select(DropZeros)];
        if (parts.Count < 3 && parts[^1].IndexOfAny(['+', '-']) >= 0)
        {
            error = "short version cannot contain PreRelease/Build meta data";
            return null;
        }

        while (parts.Count < 3)
        {
            parts.Add("0");
        }

        return Parse(string.Join('.', parts), out error);
    }

    /// <inheritdoc/>
    public int CompareTo(SemanticVersion? other)
    {
        var order = (Major, Minor, Patch).CompareTo((other!.Major, other.Minor, other.Patch));
        if (order != 0 || (Prerelease.Count == 0 && other.Prerelease.Count == 0))
        {
            return order;
        }

        if (Prerelease.Count == 0 || other.Prerelease.Count == 0)
        {
            return Prerelease.Count == 0 ? 1 : -1;
        }

        for (var i = 0; i < Math.Min(Prerelease.Count, other.Prerelease.Count); i++)
        {
            order = Compare(Prerelease[i], other.Prerelease[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return Prerelease.Count.CompareTo(other.Prerelease.Count);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Major}.{Minor}.{Patch}"
        + (Prerelease.Count > 0 ? "-" + string.Join('.', Prerelease) : "") + (Build.Count > 0 ? "+" + string.Join('.', Build) : "");

    private static string DropZeros(string part)
    {
        if (part.Length < 2)
        {
            return part;
        }

        var rest = part.TrimStart('0');
        return rest.Length == 0 || !char.IsAsciiDigit(rest[0]) ? "0" + rest : rest;
    }

    private static (string Head, string[] Parts) Cut(string text, char mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? (text, []) : (text[..at], text[(at + 1)..].Split('.'));
    }

    private static int Compare(string a, string b) => (IsNumber(a), IsNumber(b)) switch
    {
        (true, true) => ulong.Parse(a, CultureInfo.InvariantCulture).CompareTo(ulong.Parse(b, CultureInfo.InvariantCulture)),
        (true, false) => -1,
        (false, true) => 1,
        _ => Math.Sign(string.CompareOrdinal(a, b)),
    };

    private static bool IsNumber(string text) => text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool Number(string text, string name, out ulong value, ref string error)
    {
        value = 0;
        if (!IsNumber(text))
        {
            error = $"Invalid character(s) found in {name} number {GoText.Quote(text)}";
        }
        else if (text.Length > 1 && text[0] == '0')
        {
            error = $"{char.ToUpperInvariant(name[0])}{name[1..]} number must not contain leading zeroes {GoText.Quote(text)}";
        }
        else if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value))
        {
            error = $"strconv.ParseUint: parsing {GoText.Quote(text)}: {(text.Length == 0 ? "invalid syntax" : "value out of range")}";
        }

        return error.Length == 0;
    }

    private static bool AreWords(string[] prerelease, string[] build, ref string error)
    {
        error = prerelease.Select(PrereleaseFault).Concat(build.Select(BuildFault)).FirstOrDefault(f => f.Length > 0) ?? "";
        return error.Length == 0;
    }

    private static string PrereleaseFault(string text) => text.Length == 0 ? "Prerelease is empty"
        : IsNumber(text) && text.Length > 1 && text[0] == '0' ? $"Numeric PreRelease version must not contain leading zeroes {GoText.Quote(text)}"
        : IsNumber(text) && !ulong.TryParse(text, out _) ? $"strconv.ParseUint: parsing {GoText.Quote(text)}: value out of range"
        : IsWord(text) ? "" : $"Invalid character(s) found in prerelease {GoText.Quote(text)}";

    private static string BuildFault(string text) =>
        text.Length == 0 ? "Build meta data is empty" : IsWord(text) ? "" : $"Invalid character(s) found in build meta data {GoText.Quote(text)}";

    private static bool IsWord(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
