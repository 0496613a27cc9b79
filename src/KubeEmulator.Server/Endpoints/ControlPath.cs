namespace KubeEmulator.Server.Endpoints;

/// <summary>Paths with parts in braces: <c>faults/{name}</c>.</summary>
internal static class ControlPath
{
    /// <summary>The values of the parts in braces; null where the path is another.</summary>
    public static IReadOnlyDictionary<string, string>? Match(string pattern, string path)
    {
        var (wanted, given) = (pattern.Trim('/').Split('/'), path.Trim('/').Split('/'));
        if (wanted.Length != given.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < wanted.Length; i++)
        {
            if (NameOf(wanted[i]) is { } name && given[i].Length > 0)
            {
                values[name] = given[i];
            }
            else if (wanted[i] != given[i])
            {
                return null;
            }
        }

        return values;
    }

    /// <summary>The names in braces, in order.</summary>
    public static IEnumerable<string> Names(string pattern) => pattern.Split('/').Select(NameOf).OfType<string>();

    private static string? NameOf(string part) => part.Length > 2 && part[0] == '{' && part[^1] == '}' ? part[1..^1] : null;
}
