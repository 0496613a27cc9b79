using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Values;

public sealed class GoPatternTests
{
    [Theory]
    [InlineData("^a$", "a", true)]
    [InlineData("^a$", "a\n", false)]
    [InlineData("(?m)^a$", "b\na\nc", true)]
    [InlineData("^\\d+$", "١", false)]
    [InlineData("^\\w+$", "ä", false)]
    [InlineData("^[\\W]$", "ä", true)]
    [InlineData("^[^\\s]+$", "a b", false)]
    [InlineData("^[[:alpha:]]+$", "abc", true)]
    [InlineData("^[a-z&&[b]$", "[", true)]
    [InlineData("^\\pL+$", "äb", true)]
    [InlineData("^\\Qa.b\\E$", "a.b", true)]
    [InlineData("^\\Qa.b\\E$", "axb", false)]
    [InlineData("^(?P<x>a)(?i)B$", "ab", true)]
    [InlineData("^\\x{e4}\\x41$", "äA", true)]
    [InlineData("^a{,2}$", "a{,2}", true)]
    [InlineData("^[]a]$", "]", true)]
    [InlineData("^.$", "\n", false)]
    public void Pattern_MatchesAsInGo(string pattern, string text, bool expected)
    {
        Assert.Null(GoPattern.Of(pattern).Error);
        Assert.Equal(expected, GoPattern.Of(pattern).IsMatch(text));
    }

    [Theory]
    [InlineData("[a", "error parsing regexp: missing closing ]: `[a`")]
    [InlineData("(a", "error parsing regexp: missing closing ): `(a`")]
    [InlineData("a)", "error parsing regexp: unexpected ): `a)`")]
    [InlineData("*a", "error parsing regexp: missing argument to repetition operator: `*`")]
    [InlineData("a**", "error parsing regexp: invalid nested repetition operator: `**`")]
    [InlineData("a{2,1}", "error parsing regexp: invalid repeat count: `{2,1}`")]
    [InlineData("(?=a)", "error parsing regexp: invalid or unsupported Perl syntax: `(?=`")]
    [InlineData("(a)\\1", "error parsing regexp: invalid escape sequence: `\\1`")]
    [InlineData("[z-a]", "error parsing regexp: invalid character class range: `z-a`")]
    [InlineData("a\\", "error parsing regexp: trailing backslash at end of expression: ``")]
    public void Pattern_ThatIsNone_IsRefusedInGosWords(string pattern, string error)
    {
        Assert.Equal(error, GoPattern.Of(pattern).Error);
        Assert.False(GoPattern.Of(pattern).IsMatch("a"));
    }
}
