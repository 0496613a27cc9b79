using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Templates.Functions;

/// <summary>sprig's functions on text, which KWOK offers to every template.</summary>
internal static class TextFunctions
{
    // repeat and indent make text of text: a bound keeps a mistyped number from eating the memory.
    private const int MostText = 1_000_000;

    public static readonly IReadOnlyDictionary<string, Func<IReadOnlyList<Value>, Value>> All = new Dictionary<string, Func<IReadOnlyList<Value>, Value>>(StringComparer.Ordinal)
    {
        ["trim"] = a => a.Text(0).Trim(),
        ["trimAll"] = a => a.Text(1).Trim(a.Text(0).ToCharArray()),
        ["trimPrefix"] = a => a.Text(1).StartsWith(a.Text(0), StringComparison.Ordinal) ? a.Text(1)[a.Text(0).Length..] : a.Text(1),
        ["trimSuffix"] = a => a.Text(1).EndsWith(a.Text(0), StringComparison.Ordinal) ? a.Text(1)[..^a.Text(0).Length] : a.Text(1),
        ["upper"] = a => a.Text(0).ToUpperInvariant(),
        ["lower"] = a => a.Text(0).ToLowerInvariant(),
        ["title"] = a => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(a.Text(0)),
        ["repeat"] = a => a.Integer(0) * a.Text(1).Length is >= 0 and < MostText ? new StringBuilder().Insert(0, a.Text(1), a.Count(0)).ToString() : throw new TemplateException("the text would be too long"),
        ["substr"] = a => Part(a.Text(2), a.Count(0), a.Count(1)),
        ["trunc"] = a => Truncate(a.Text(1), a.Count(0)),
        ["nospace"] = a => string.Concat(a.Text(0).Where(c => !char.IsWhiteSpace(c))),
        ["contains"] = a => a.Text(1).Contains(a.Text(0), StringComparison.Ordinal),
        ["hasPrefix"] = a => a.Text(1).StartsWith(a.Text(0), StringComparison.Ordinal),
        ["hasSuffix"] = a => a.Text(1).EndsWith(a.Text(0), StringComparison.Ordinal),
        ["replace"] = a => a.Text(0).Length == 0 ? a.Text(2) : a.Text(2).Replace(a.Text(0), a.Text(1), StringComparison.Ordinal),
        ["quote"] = a => string.Join(' ', a.Where(v => v is not NullValue).Select(v => GoText.Quote(TemplateValues.Text(v)))),
        ["squote"] = a => string.Join(' ', a.Where(v => v is not NullValue).Select(v => $"'{TemplateValues.Text(v)}'")),
        ["cat"] = a => string.Join(' ', a.Where(v => v is not NullValue).Select(TemplateValues.Text)),
        ["indent"] = a => Indent(a.Text(1), a.Count(0)),
        ["nindent"] = a => "\n" + Indent(a.Text(1), a.Count(0)),
        ["toString"] = a => a.Text(0),
        ["splitList"] = a => ListValue.From(a.Text(1).Split(a.Text(0)).Select(part => (Value)part)),
        ["join"] = a => string.Join(a.Text(0), a.At(1) is ListValue list ? list.Where(v => v is not NullValue).Select(TemplateValues.Text) : [a.Text(1)]),
        ["b64enc"] = a => Convert.ToBase64String(Encoding.UTF8.GetBytes(a.Text(0))),
        ["b64dec"] = a => Decode(a.Text(0)),
        ["sha256sum"] = a => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(a.Text(0)))),
        ["toJson"] = a => a.At(0).ToString(),
        ["fromJson"] = a => Read(a.Text(0)),
    };

    private static string Part(string text, int from, int to)
    {
        var end = to < 0 || to > text.Length ? text.Length : to;
        var start = Math.Clamp(from, 0, end);
        return text[start..end];
    }

    private static string Truncate(string text, int length) =>
        length >= 0 ? (length < text.Length ? text[..length] : text) : -length < text.Length ? text[^-length..] : text;

    private static string Indent(string text, int spaces) => spaces is >= 0 and < 1000
        ? new string(' ', spaces) + text.Replace("\n", "\n" + new string(' ', spaces), StringComparison.Ordinal)
        : throw new TemplateException($"{spaces} spaces are out of reason");

    private static string Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : throw new TemplateException("this is not base64");
    }

    private static Value Read(string text)
    {
        try
        {
            return Value.Parse(text);
        }
        catch (ValueFormatException)
        {
            return Value.Null;
        }
    }
}
