namespace KubeEmulator.Objects;

/// <summary>The regular expressions of names, written out as scans: every write checks a dozen names.</summary>
internal static class NameShapes
{
    /// <summary><c>[a-z0-9]([-a-z0-9]*[a-z0-9])?</c></summary>
    public static bool IsLabel(ReadOnlySpan<char> value)
    {
        if (value.Length == 0 || value[0] == '-' || value[^1] == '-')
        {
            return false;
        }

        foreach (var c in value)
        {
            if (!IsLowerOrDigit(c) && c != '-')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Labels joined by dots.</summary>
    public static bool IsSubdomain(ReadOnlySpan<char> value)
    {
        foreach (var range in value.Split('.'))
        {
            if (!IsLabel(value[range]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary><c>_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?</c></summary>
    public static bool IsUnderscoreLabel(string value)
    {
        var label = value.StartsWith('_') ? value.AsSpan(1) : value;
        if (label.Length == 0 || !IsLowerOrDigit(label[0]) || !IsLowerOrDigit(label[^1]))
        {
            return false;
        }

        foreach (var c in label)
        {
            if (!IsLowerOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary><c>([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]</c></summary>
    public static bool IsQualifiedPart(ReadOnlySpan<char> value)
    {
        if (value.Length == 0 || !char.IsAsciiLetterOrDigit(value[0]) || !char.IsAsciiLetterOrDigit(value[^1]))
        {
            return false;
        }

        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLowerOrDigit(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
