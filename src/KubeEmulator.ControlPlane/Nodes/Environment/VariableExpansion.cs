using System.Text;

namespace KubeEmulator.Nodes.Environment;

/// <summary><c>$(NAME)</c> in values, commands and arguments; <c>third_party/forked/golang/expansion</c>.</summary>
internal static class VariableExpansion
{
    /// <summary>The text with known names replaced; unknown ones stay as they are and <c>$$</c> is a dollar.</summary>
    public static string Expand(string text, Func<string, string?> find)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 == text.Length)
            {
                result.Append(text[i]);
            }
            else if (text[i + 1] == '$')
            {
                result.Append('$');
                i++;
            }
            else if (text[i + 1] == '(' && text.IndexOf(')', i) is var end and > 0)
            {
                var name = text[(i + 2)..end];
                result.Append(find(name) ?? $"$({name})");
                i = end;
            }
            else
            {
                result.Append('$');
            }
        }

        return result.ToString();
    }
}
