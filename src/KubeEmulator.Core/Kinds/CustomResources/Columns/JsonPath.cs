using System.Globalization;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// A path into a document, as printer columns and selectable fields have it: fields, indexes, slices, wildcards, unions of
/// names, filters on one comparison, recursive descent. Missing members find nothing. Upstream: client-go's
/// <c>util/jsonpath</c>.
/// </summary>
internal sealed class JsonPath
{
    private readonly List<JsonPathStep> _steps = [];

    private JsonPath(string? error) => Error = error;

    /// <summary>Why the text is no path; null where it is.</summary>
    public string? Error { get; private set; }

    public static JsonPath Parse(string text)
    {
        var path = new JsonPath((string?)null);
        for (var i = 0; i < text.Length && path.Error is null;)
        {
            i = text[i] switch
            {
                '.' when i + 1 < text.Length && text[i + 1] == '.' => path.Descend(i + 2),
                '.' => path.Name(text, i + 1),
                '[' => path.Bracket(text, i + 1),
                '@' or '$' => i + 1,
                _ => path.Name(text, i),
            };
        }

        return path;
    }

    /// <summary>What the path finds, in order.</summary>
    public IReadOnlyList<Value> Find(Value root)
    {
        List<Value> found = [root];
        foreach (var step in _steps)
        {
            List<Value> next = [];
            foreach (var value in found)
            {
                step.Walk(value, next);
            }

            found = next;
        }

        return found;
    }

    private int Descend(int at)
    {
        _steps.Add(new JsonPathStep.Descent());
        return at;
    }

    // A name goes to the next dot or bracket; a backslash takes the next character as it is.
    private int Name(string text, int at)
    {
        var name = new StringBuilder();
        for (; at < text.Length && text[at] is not ('.' or '[' or ']'); at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
            }

            name.Append(text[at]);
        }

        if (name.Length > 0)
        {
            _steps.Add(name.ToString() == "*" ? new JsonPathStep.Wildcard() : new JsonPathStep.Field([name.ToString()]));
        }
        else if (at < text.Length && text[at] == ']')
        {
            Error = "unrecognized character in action: U+005D ']'";
        }

        return at;
    }

    private int Bracket(string text, int at)
    {
        var end = End(text, at);
        if (end < 0)
        {
            Error = "unterminated array";
            return text.Length;
        }

        var inner = text[at..end].Trim();
        var step = inner.StartsWith("?(", StringComparison.Ordinal) && inner.EndsWith(')') ? JsonPathFilter.Parse(inner[2..^1])
            : inner == "*" ? new JsonPathStep.Wildcard()
            : inner.Length > 0 && inner[0] is '\'' or '"' ? new JsonPathStep.Field([.. inner.Split(',').Select(n => n.Trim().Trim('\'', '"'))])
            : Slice(inner);
        if (step is null)
        {
            Error = $"invalid array index {inner}";
            return text.Length;
        }

        _steps.Add(step);
        return end + 1;
    }

    private static JsonPathStep? Slice(string inner)
    {
        var parts = inner.Split(':');
        var numbers = new long?[3];
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 2)
            {
                return null;
            }

            if (parts[i].Length > 0)
            {
                if (!long.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                {
                    return null;
                }

                numbers[i] = number;
            }
        }

        return parts.Length == 1
            ? numbers[0] is { } index ? new JsonPathStep.Index(index) : null
            : new JsonPathStep.Slice(numbers[0], numbers[1], numbers[2] ?? 1);
    }

    // The bracket's end; quotes and the parentheses of a filter hide brackets.
    private static int End(string text, int at)
    {
        char quote = '\0';
        var depth = 0;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '\'' or '"')
            {
                quote = c;
            }
            else if (c == '[')
            {
                depth++;
            }
            else if (c == ']' && depth-- == 0)
            {
                return at;
            }
        }

        return -1;
    }
}
