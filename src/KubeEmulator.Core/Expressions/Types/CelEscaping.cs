using System.Text;
using System.Text.RegularExpressions;

namespace KubeEmulator.Expressions;

/// <summary>
/// JSON property names as identifiers of expressions, by the rule of apiserver pkg/cel/escaping.go:
/// <c>.</c>, <c>-</c>, <c>/</c> and <c>__</c> are spelt out, CEL's reserved words are wrapped in <c>__</c>.
/// </summary>
internal static partial class CelEscaping
{
    private static readonly HashSet<string> Reserved =
    [
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
        "loop", "package", "namespace", "return", "var", "void", "while",
    ];

    /// <summary>The identifier for <paramref name="property"/>, or <c>null</c> where it cannot be written as one.</summary>
    public static string? Escape(string property)
    {
        if (Reserved.Contains(property))
        {
            return $"__{property}__";
        }

        if (Plain().IsMatch(property) && !property.Contains("__", StringComparison.Ordinal))
        {
            return property;
        }

        return Escapable().IsMatch(property) ? EscapeSymbols(property) : null;
    }

    /// <summary>The property behind an identifier, or <c>null</c> where it is no escaped name.</summary>
    public static string? Unescape(string identifier)
    {
        var valid = true;
        var result = Sequence().Replace(identifier, match =>
        {
            var symbol = match.Groups[1].Value switch
            {
                "underscores" => "__",
                "dot" => ".",
                "dash" => "-",
                "slash" => "/",
                var word when Reserved.Contains(word) && match.Length == identifier.Length => word,
                _ => null,
            };
            valid &= symbol is not null;
            return symbol ?? "";
        });
        return valid ? result : null;
    }

    private static string EscapeSymbols(string property)
    {
        var text = new StringBuilder(property.Length + 16);
        for (var i = 0; i < property.Length; i++)
        {
            switch (property[i])
            {
                case '_' when i + 1 < property.Length && property[i + 1] == '_':
                    text.Append("__underscores__");
                    i++;
                    break;
                case '.':
                    text.Append("__dot__");
                    break;
                case '-':
                    text.Append("__dash__");
                    break;
                case '/':
                    text.Append("__slash__");
                    break;
                default:
                    text.Append(property[i]);
                    break;
            }
        }

        return text.ToString();
    }

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_]*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex("^[a-zA-Z_.\\-/][a-zA-Z0-9_.\\-/]*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Escapable();

    [GeneratedRegex("__([^_]+)__", RegexOptions.CultureInvariant)]
    private static partial Regex Sequence();
}
