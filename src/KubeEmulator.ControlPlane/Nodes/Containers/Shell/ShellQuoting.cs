namespace KubeEmulator.Nodes.Containers.Shell;

/// <summary>Words written so that a shell reads them back.</summary>
internal static class ShellQuoting
{
    /// <summary>In single quotes, single quotes in double ones: as dash prints variables and traps.</summary>
    public static string Quote(string text)
    {
        if (text.Length == 0)
        {
            return "''";
        }

        var quoted = new System.Text.StringBuilder();
        for (var index = 0; index < text.Length;)
        {
            var isQuote = text[index] == '\'';
            var end = index;
            while (end < text.Length && (text[end] == '\'') == isQuote)
            {
                end++;
            }

            quoted.Append(isQuote ? '"' : '\'').Append(text, index, end - index).Append(isQuote ? '"' : '\'');
            index = end;
        }

        return quoted.ToString();
    }
}
