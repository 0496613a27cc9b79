namespace KubeEmulator.Objects;

/// <summary>The words of a label selector: identifiers, the words <c>in</c> and <c>notin</c>, and signs.</summary>
internal static class LabelSelectorLexer
{
    // Longest first, so that "==" is not read as two signs.
    private static readonly (string Text, LabelSelectorToken Token)[] Signs =
    [
        ("==", LabelSelectorToken.DoubleEquals),
        ("!=", LabelSelectorToken.NotEquals),
        ("=", LabelSelectorToken.Equals),
        ("!", LabelSelectorToken.Not),
        ("(", LabelSelectorToken.Open),
        (")", LabelSelectorToken.Close),
        (",", LabelSelectorToken.Comma),
        (">", LabelSelectorToken.GreaterThan),
        ("<", LabelSelectorToken.LessThan),
    ];

    public static List<(LabelSelectorToken Token, string Text)> Scan(string text)
    {
        var tokens = new List<(LabelSelectorToken, string)>();
        for (var at = 0; at < text.Length && text[at] != '\0';)
        {
            if (IsSpace(text[at]))
            {
                at++;
                continue;
            }

            var word = Next(text, at);
            tokens.Add(word);
            at += word.Text.Length;
        }

        tokens.Add((LabelSelectorToken.End, ""));
        return tokens;
    }

    private static (LabelSelectorToken Token, string Text) Next(string text, int at)
    {
        foreach (var (sign, token) in Signs)
        {
            if (string.CompareOrdinal(text, at, sign, 0, sign.Length) == 0)
            {
                return (token, sign);
            }
        }

        var end = at;
        while (end < text.Length && text[end] != '\0' && !IsSpace(text[end]) && !"=!(),><".Contains(text[end], StringComparison.Ordinal))
        {
            end++;
        }

        var word = text[at..end];
        return (word switch { "in" => LabelSelectorToken.In, "notin" => LabelSelectorToken.NotIn, _ => LabelSelectorToken.Identifier }, word);
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';
}
