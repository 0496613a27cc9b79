namespace KubeEmulator.Server.Content;

/// <summary>One media range of an Accept header, or a Content-Type.</summary>
/// <param name="Type">The part before the slash.</param>
/// <param name="Subtype">The part after it.</param>
/// <param name="Quality">Its weight, 0 to 1.</param>
/// <param name="Parameters">Its other parameters in order.</param>
internal sealed record MediaType(string Type, string Subtype, double Quality, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    /// <summary>A parameter's value; null where it is absent.</summary>
    public string? Parameter(string name) => Parameters.FirstOrDefault(p => p.Key == name).Value;

    /// <summary>Type and subtype.</summary>
    public string Name => $"{Type}/{Subtype}";

    /// <summary>Whether a served type is meant by this range.</summary>
    public bool Includes(string type, string subtype) => (Type == type && (Subtype == subtype || Subtype == "*")) || (Type == "*" && Subtype == "*");

    /// <summary>Reads one; null where there is no slash or a lone star stands for no range.</summary>
    public static MediaType? Parse(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        var slash = parts[0].IndexOf('/');
        var (type, subtype) = parts[0] == "*" ? ("*", "*") : slash < 0 ? ("", "") : (parts[0][..slash].Trim(), parts[0][(slash + 1)..].Trim());
        if (type.Length == 0 || subtype.Length == 0 || (type == "*" && subtype != "*"))
        {
            return null;
        }

        var quality = 1.0;
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var part in parts.AsSpan(1))
        {
            var equals = part.IndexOf('=');
            var (name, value) = equals < 0 ? (part, "") : (part[..equals].Trim(), part[(equals + 1)..].Trim());
            if (name == "q")
            {
                quality = double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var q) ? q : 1.0;
            }
            else if (name.Length > 0)
            {
                parameters.Add(new(name, value));
            }
        }

        return new MediaType(type, subtype, quality, parameters);
    }

    /// <summary>Reads a Content-Type; null where Go's <c>mime</c> refuses it: every parameter has a value.</summary>
    public static MediaType? ParseContentType(string text) =>
        text.Split(';', StringSplitOptions.TrimEntries) is [_, .. var parameters] && Array.Exists(parameters, p => p.Length > 0 && !p.Contains('=')) ? null : Parse(text);

    /// <summary>The ranges of an Accept header, best first: by weight, then the more specific.</summary>
    public static IReadOnlyList<MediaType> ParseAccept(string header) =>
        [.. header.Split(',').Select(t => Parse(t.Trim())).OfType<MediaType>().OrderByDescending(m => m.Quality).ThenBy(m => m.Type == "*" ? 2 : m.Subtype == "*" ? 1 : 0)];
}
