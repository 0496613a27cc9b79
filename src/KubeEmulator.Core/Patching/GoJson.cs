using System.Globalization;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Patching;

/// <summary>JSON as Go's encoding/json writes a decoded map: members sorted, and where asked &lt;, &gt; and &amp; escaped.</summary>
internal static class GoJson
{
    /// <summary>The text of a value.</summary>
    public static StringBuilder Append(StringBuilder text, Value value)
    {
        switch (value)
        {
            case StringValue s:
                return AppendString(text, s.Text, html: true);
            case NumberValue { IsInteger: false } n:
                return text.Append(GoNumbers.Format(n.AsDouble));
            case ListValue list:
                text.Append('[');
                for (var i = 0; i < list.Count; i++)
                {
                    Append(text.Append(i == 0 ? "" : ","), list[i]);
                }

                return text.Append(']');
            case MapValue map:
                text.Append('{');
                var first = true;
                foreach (var (key, member) in map.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    Append(AppendString(text.Append(first ? "" : ","), key, html: true).Append(':'), member);
                    first = false;
                }

                return text.Append('}');
            default:
                return text.Append(value.ToString());
        }
    }

    /// <summary>A string in quotes.</summary>
    public static StringBuilder AppendString(StringBuilder text, string value, bool html)
    {
        text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case '<' or '>' or '&' when html:
                case < ' ' or '\u2028' or '\u2029':
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                    break;
                default: text.Append(c); break;
            }
        }

        return text.Append('"');
    }
}
