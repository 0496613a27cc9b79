using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace KubeEmulator.Objects;

/// <summary>Conditions on fields that must all hold (<c>metadata.name=a,status.phase!=Running</c>); apimachinery's <c>pkg/fields</c>. Immutable.</summary>
public sealed class FieldSelector
{
    /// <summary>Selects every object.</summary>
    public static readonly FieldSelector Everything = new([]);

    private readonly FieldRequirement[] _requirements;

    private FieldSelector(FieldRequirement[] requirements) => _requirements = requirements;

    /// <summary>The conditions, sorted by their text.</summary>
    public IReadOnlyList<FieldRequirement> Requirements => _requirements;

    /// <summary>Whether every object is selected.</summary>
    public bool IsEmpty => _requirements.Length == 0;

    /// <summary>A selector of the given conditions.</summary>
    public static FieldSelector Of(params ReadOnlySpan<FieldRequirement> requirements) =>
        requirements.Length == 0 ? Everything : new FieldSelector(requirements.ToArray());

    /// <summary>Reads a selector's text.</summary>
    /// <exception cref="FormatException">Not a selector; the message is Kubernetes' own.</exception>
    public static FieldSelector Parse(string text) => TryParse(text, out var selector, out var error) ? selector : throw new FormatException(error);

    /// <summary>Reads a selector's text; <paramref name="error"/> says in Kubernetes' words why it is none, and is empty otherwise.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out FieldSelector? selector, out string error)
    {
        (selector, error) = (null, "");
        var requirements = new List<FieldRequirement>();
        foreach (var term in SplitTerms(text).Order(StringComparer.Ordinal))
        {
            if (term.Length == 0)
            {
                continue;
            }

            if (!TrySplitTerm(term, out var field, out var sign, out var value))
            {
                error = $"invalid selector: '{text}'; can't understand '{term}'";
                return false;
            }

            if (!TryUnescape(value, out var plain, out error))
            {
                return false;
            }

            requirements.Add(new FieldRequirement(field, plain, sign != "!="));
        }

        selector = Of([.. requirements]);
        return true;
    }

    /// <summary>Whether a document meets all conditions; <paramref name="read"/> gives a field's value, empty where it has none.</summary>
    public bool Matches(Func<string, string> read)
    {
        foreach (var requirement in _requirements)
        {
            if (string.Equals(read(requirement.Field), requirement.Value, StringComparison.Ordinal) != requirement.IsEqual)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The one value that the field must have; <c>null</c> where the selector does not ask for one.</summary>
    public string? ExactMatch(string field)
    {
        foreach (var requirement in _requirements)
        {
            if (requirement.IsEqual && requirement.Field == field)
            {
                return requirement.Value;
            }
        }

        return null;
    }

    /// <summary>The text that reads back as this selector.</summary>
    public override string ToString() => string.Join(',', _requirements);

    internal static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("=", "\\=", StringComparison.Ordinal);

    internal static List<string> SplitTerms(string text)
    {
        var terms = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == ',')
            {
                terms.Add(text[start..i]);
                start = i + 1;
            }
        }

        if (text.Length > 0)
        {
            terms.Add(text[start..]);
        }

        return terms;
    }

    internal static bool TrySplitTerm(string term, out string field, out string sign, out string value)
    {
        (field, sign, value) = ("", "", "");
        for (var i = 0; i < term.Length && sign.Length == 0; i++)
        {
            sign = term[i..] switch
            {
                ['!', '=', ..] => "!=",
                ['=', '=', ..] => "==",
                ['=', ..] => "=",
                _ => "",
            };
            (field, value) = sign.Length == 0 ? ("", "") : (term[..i], term[(i + sign.Length)..]);
        }

        return sign.Length > 0;
    }

    private static bool TryUnescape(string value, out string plain, out string error)
    {
        (plain, error) = (value, "");
        if (value.AsSpan().IndexOfAny('\\', ',', '=') < 0)
        {
            return true;
        }

        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] is ',' or '=')
            {
                error = $"invalid field selector: unescaped character in value: {(int)value[i]}";
                return false;
            }

            if (value[i] == '\\')
            {
                if (++i == value.Length || value[i] is not ('\\' or ',' or '='))
                {
                    error = $"invalid field selector: invalid escape sequence: \\{(i < value.Length ? value[i] : "")}";
                    return false;
                }
            }

            text.Append(value[i]);
        }

        plain = text.ToString();
        return true;
    }
}
