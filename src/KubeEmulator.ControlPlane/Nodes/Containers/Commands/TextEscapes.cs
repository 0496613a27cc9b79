using System.Text;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>Escapes with a backslash, as echo, printf and tr read them.</summary>
internal static class TextEscapes
{
    /// <summary>Who reads them.</summary>
    public enum Style
    {
        /// <summary>echo and %b: octal numbers start with a zero, \c ends all output.</summary>
        Echo,

        /// <summary>A format of printf, and tr: octal numbers are up to three digits.</summary>
        Printf,
    }

    /// <summary>Appends the text without escapes; false: a \c ended it.</summary>
    public static bool Unescape(string text, StringBuilder target, Style style)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '\\' || index + 1 == text.Length)
            {
                target.Append(text[index]);
                continue;
            }

            var letter = text[++index];
            switch (letter)
            {
                case 'a': target.Append('\a'); break;
                case 'b': target.Append('\b'); break;
                case 'e' when style == Style.Printf: target.Append("\\e"); break;
                case 'f': target.Append('\f'); break;
                case 'n': target.Append('\n'); break;
                case 'r': target.Append('\r'); break;
                case 't': target.Append('\t'); break;
                case 'v': target.Append('\v'); break;
                case '\\': target.Append('\\'); break;
                case 'c' when style == Style.Echo:
                    return false;
                case '0' when style == Style.Echo:
                    target.Append(Octal(text, ref index, 3, skipFirst: true));
                    break;
                case >= '0' and <= '7':
                    target.Append(Octal(text, ref index, 3, skipFirst: false));
                    break;
                default:
                    target.Append('\\').Append(letter);
                    break;
            }
        }

        return true;
    }

    private static char Octal(string text, ref int index, int most, bool skipFirst)
    {
        var value = 0;
        var at = skipFirst ? index + 1 : index;
        var digits = 0;
        for (; at < text.Length && digits < most && text[at] is >= '0' and <= '7'; at++, digits++)
        {
            value = (value * 8) + (text[at] - '0');
        }

        index = at - 1;
        return (char)(value & 0xff);
    }
}
