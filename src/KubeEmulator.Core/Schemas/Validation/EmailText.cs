namespace KubeEmulator.Schemas;

/// <summary>What Go's <c>mail.ParseAddress</c> takes: <c>user@host</c> or <c>Name &lt;user@host&gt;</c>.</summary>
internal static class EmailText
{
    public static bool IsAddress(string text)
    {
        var trimmed = text.Trim(' ', '\t');
        if (trimmed.EndsWith('>') && trimmed.IndexOf('<', StringComparison.Ordinal) is var open and >= 0)
        {
            return IsPhrase(trimmed[..open].Trim(' ', '\t')) && IsSpec(trimmed[(open + 1)..^1]);
        }

        return IsSpec(trimmed);
    }

    private static bool IsSpec(string text)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && IsLocal(text[..at]) && IsDomain(text[(at + 1)..]);
    }

    private static bool IsLocal(string text) => IsQuoted(text) || IsDotAtom(text);

    private static bool IsDomain(string text) =>
        (text.StartsWith('[') && text.EndsWith(']') && text.Length > 2) || IsDotAtom(text);

    private static bool IsPhrase(string text) =>
        text.Length == 0 || IsQuoted(text) || text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => word.All(c => IsAtom(c) || c == '.'));

    private static bool IsQuoted(string text) => text.Length > 2 && text[0] == '"' && text[^1] == '"' && !text[1..^1].Contains('"', StringComparison.Ordinal);

    private static bool IsDotAtom(string text) => text.Split('.').All(atom => atom.Length > 0 && atom.All(IsAtom));

    private static bool IsAtom(char c) => char.IsAsciiLetterOrDigit(c) || c > 127 || "!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal);
}
