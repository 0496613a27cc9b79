using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace KubeEmulator.Values;

/// <summary>
/// A regular expression from a user in Go's (RE2) syntax. It runs on .NET's non-backtracking engine, so that no pattern
/// can take more than linear time; what RE2 lacks (look-around, back references) is refused with Go's words.
/// </summary>
internal sealed class GoPattern
{
    // Patterns come from definitions and policies: a few hundred; a stream of random ones only empties the table.
    private const int MostKnown = 1024;
    private static readonly ConcurrentDictionary<string, GoPattern> Known = new(StringComparer.Ordinal);

    private readonly Regex? _regex;

    private GoPattern(string pattern)
    {
        try
        {
            var translated = new GoPatternTranslation(pattern).Translate();
            _regex = new Regex(translated, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (ValueFormatException fault)
        {
            Error = fault.Message;
        }
        catch (Exception fault) when (fault is RegexParseException or NotSupportedException)
        {
            Error = $"error parsing regexp: invalid or unsupported Perl syntax: `{pattern}`";
        }
    }

    /// <summary>Why the pattern is none, as Go's compiler says it (<c>error parsing regexp: missing closing ]: `[a`</c>); null where it is one.</summary>
    public string? Error { get; }

    /// <summary>The pattern, compiled once per process.</summary>
    public static GoPattern Of(string pattern)
    {
        if (Known.TryGetValue(pattern, out var known))
        {
            return known;
        }

        if (Known.Count >= MostKnown)
        {
            Known.Clear();
        }

        return Known.GetOrAdd(pattern, static p => new GoPattern(p));
    }

    /// <summary>Whether the pattern is found anywhere in the text; never where the pattern is none.</summary>
    public bool IsMatch(string text) => _regex is not null && _regex.IsMatch(text);

    /// <summary>What the pattern finds in the text, from left to right; nothing where the pattern is none.</summary>
    public IEnumerable<string> Find(string text)
    {
        for (var match = _regex?.Match(text); match is { Success: true }; match = match.NextMatch())
        {
            yield return match.Value;
        }
    }
}
