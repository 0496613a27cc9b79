using System.Globalization;
using System.Text;

namespace KubeEmulator.Values;

/// <summary>
/// A place in a document as RFC 6901 writes it: <c>/spec/containers/0/image</c>, the empty text for the whole document.
/// </summary>
public sealed class JsonPointer : IEquatable<JsonPointer>
{
    /// <summary>The whole document.</summary>
    public static readonly JsonPointer Root = new([]);

    private readonly string[] _tokens;

    private JsonPointer(string[] tokens) => _tokens = tokens;

    /// <summary>The member names and list indexes on the way, without escapes.</summary>
    public IReadOnlyList<string> Tokens => _tokens;

    /// <summary>Reads a pointer.</summary>
    /// <exception cref="FormatException">Neither empty nor beginning with a slash.</exception>
    public static JsonPointer Parse(string text)
    {
        if (text.Length == 0)
        {
            return Root;
        }

        return text[0] == '/'
            ? new JsonPointer([.. text[1..].Split('/').Select(Unescape)])
            : throw new FormatException($"a JSON pointer begins with '/': {text}");
    }

    /// <summary>A pointer of tokens without escapes.</summary>
    public static JsonPointer Of(params ReadOnlySpan<string> tokens) => tokens.Length == 0 ? Root : new JsonPointer(tokens.ToArray());

    /// <summary>The place of a member below this one.</summary>
    public JsonPointer Append(string token) => new([.. _tokens, token]);

    /// <summary>The place of a list's item below this one.</summary>
    public JsonPointer Append(int index) => Append(index.ToString(CultureInfo.InvariantCulture));

    /// <summary>What stands at this place; <c>null</c> where there is none.</summary>
    public Value? Find(Value document)
    {
        Value? at = document;
        foreach (var token in _tokens)
        {
            at = at switch
            {
                MapValue map => map[token],
                ListValue list when IndexOf(token) is { } index && index < list.Count => list[index],
                _ => null,
            };
        }

        return at;
    }

    /// <inheritdoc/>
    public bool Equals(JsonPointer? other) => other is not null && _tokens.AsSpan().SequenceEqual(other._tokens);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as JsonPointer);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var token in _tokens)
        {
            hash.Add(token, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <summary>The text, escaped.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var token in _tokens)
        {
            text.Append('/').Append(token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        }

        return text.ToString();
    }

    private static string Unescape(string token) =>
        token.Contains('~', StringComparison.Ordinal) ? token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal) : token;

    // An index has no sign and no leading zero.
    private static int? IndexOf(string token) =>
        (token == "0" || (token.Length > 0 && token[0] != '0')) && int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
