using System.Text;

namespace KubeEmulator.Values;

/// <summary>Values as Go's <c>%#v</c> prints what go-yaml decodes, for the few messages that show them.</summary>
internal static class YamlGoSyntax
{
    public static string Write(Value value)
    {
        var text = new StringBuilder();
        Append(value, text, inside: false);
        return text.ToString();
    }

    private static void Append(Value value, StringBuilder text, bool inside)
    {
        switch (value)
        {
            case NullValue:
                text.Append(inside ? "interface {}(nil)" : "<nil>");
                break;
            case StringValue word:
                text.Append('"').Append(word.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
                break;
            case MapValue map:
                text.Append("map[interface {}]interface {}{");
                var first = true;
                foreach (var (key, member) in map.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    text.Append(first ? "" : ", ").Append('"').Append(key).Append("\":");
                    Append(member, text, inside: true);
                    first = false;
                }

                text.Append('}');
                break;
            case ListValue list:
                text.Append("[]interface {}{");
                for (var i = 0; i < list.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    Append(list[i], text, inside: true);
                }

                text.Append('}');
                break;
            default:
                text.Append(value);
                break;
        }
    }
}
