using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;

namespace KubeEmulator.Kinds;

/// <summary>A path of fields and map keys (<c>.spec.labels['a.b']</c>) followed through a schema; <c>ValidFieldPath</c> in apiextensions' <c>schema/cel/validation.go</c>.</summary>
/// <param name="Path">The path as field errors write it; null for the empty path.</param>
/// <param name="Schema">The schema at its end.</param>
/// <param name="Error">Why the path leads nowhere; null where it does.</param>
internal sealed record SchemaPath(FieldPath? Path, Schema Schema, string? Error)
{
    private const string Nowhere = "does not refer to a valid field";

    /// <summary>The first name of the path.</summary>
    public string Root { get; private init; } = "";

    public static SchemaPath Resolve(string text, Schema schema, bool allowKeys)
    {
        var tokens = Tokens(text);
        var at = new SchemaPath(null, schema, null);
        for (var i = 0; i < tokens.Count && at.Error is null; i++)
        {
            at = tokens[i] switch
            {
                "." => i + 1 < tokens.Count ? at.Step(tokens[++i]) : at.Fail("unexpected end of JSON path"),
                "[" when !allowKeys => at.Fail("array notation is not allowed"),
                "[" => at.Key(tokens, ref i),
                var other => at.Fail($"expected [ or . but got: {other}"),
            };
        }

        return at;
    }

    private SchemaPath Fail(string error) => this with { Error = error };

    private SchemaPath Key(List<string> tokens, ref int i)
    {
        if (++i >= tokens.Count)
        {
            return Fail("unexpected end of JSON path");
        }

        var quoted = tokens[i];
        if (quoted.Length < 2 || quoted[0] != '\'' || quoted[^1] != '\'')
        {
            return Fail($"expected single quoted string but got {quoted}");
        }

        if (!TryUnescape(quoted[1..^1], out var name, out var fault))
        {
            return Fail($"invalid string literal: {fault}");
        }

        var next = Step(name);
        if (next.Error is not null)
        {
            return next;
        }

        if (++i >= tokens.Count)
        {
            return Fail("unexpected end of JSON path");
        }

        return tokens[i] == "]" ? next : Fail($"expected ] but got {tokens[i]}");
    }

    private SchemaPath Step(string name)
    {
        if (Schema.Fields.Count > 0)
        {
            var path = Path?.Child(name) ?? FieldPath.Of(name);
            return Schema.Fields[name] is { } field
                ? new SchemaPath(path, field.Schema, null) { Root = Root.Length == 0 ? name : Root }
                : Fail(Nowhere);
        }

        return Schema is { Kind: not SchemaKind.List, Element: { } element }
            ? new SchemaPath((Path ?? FieldPath.Of("")).Key(name), element, null) { Root = Root.Length == 0 ? name : Root }
            : Fail(Nowhere);
    }

    // The delimiters . [ ] are tokens of their own; a quoted string hides them.
    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            if (text[start] == '\'')
            {
                while (end < text.Length && !(text[end] == '\'' && text[end - 1] != '\\'))
                {
                    end++;
                }

                end = Math.Min(end + 1, text.Length);
            }
            else if (text[start] is not ('.' or '[' or ']'))
            {
                while (end < text.Length && text[end] is not ('.' or '[' or ']'))
                {
                    end++;
                }
            }

            tokens.Add(text[start..end]);
            start = end;
        }

        return tokens;
    }

    private static bool TryUnescape(string text, out string unescaped, out string fault)
    {
        var made = new StringBuilder();
        (unescaped, fault) = ("", "");
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                made.Append(text[i]);
                continue;
            }

            var at = "abfnrtv'\\".IndexOf(text[++i], StringComparison.Ordinal);
            if (at < 0)
            {
                fault = $"invalid escape char \\{text[i]}";
                return false;
            }

            made.Append("\a\b\f\n\r\t\v'\\"[at]);
        }

        unescaped = made.ToString();
        return true;
    }
}
