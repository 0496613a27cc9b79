using KubeEmulator.Objects;

namespace KubeEmulator.Core.Tests.Objects;

public sealed class NameRulesTests
{
    private const string Label = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    private const string Subdomain = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private const string Part = "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    private static readonly string Long = new('a', 64);

    public static TheoryData<string, string[]> Labels => new()
    {
        { "a", [] },
        { "1-a", [] },
        { "", [Label] },
        { "A", [Label] },
        { "-a", [Label] },
        { "a.b", ["must not contain dots"] },
        { Long, ["must be no more than 63 characters"] },
    };

    [Theory]
    [MemberData(nameof(Labels))]
    public void Dns1123Label_Checked_HasTheServersWords(string value, string[] faults) =>
        Assert.Equal(faults, NameRules.CheckDns1123Label(value));

    [Theory]
    [InlineData("a.b-c.1", true)]
    [InlineData("a..b", false)]
    [InlineData("", false)]
    [InlineData("a_b", false)]
    public void Dns1123Subdomain_Checked_HasTheServersWords(string value, bool valid) =>
        Assert.Equal(valid ? [] : [Subdomain], NameRules.CheckDns1123Subdomain(value));

    [Theory]
    [InlineData("example.com/My.name_1", "")]
    [InlineData("simple", "")]
    [InlineData("", "name part must be non-empty|" + Part)]
    [InlineData("/a", "prefix part must be non-empty")]
    [InlineData("a/", "name part must be non-empty|" + Part)]
    [InlineData("A/b", "prefix part " + Subdomain)]
    [InlineData("nospace here", Part)]
    public void QualifiedName_Checked_NamesThePartAtFault(string value, string faults) =>
        Assert.Equal(faults, string.Join("|", NameRules.CheckQualifiedName(value)));

    [Fact]
    public void QualifiedName_WithTwoSlashes_IsNoKeyAtAll() =>
        Assert.StartsWith("a valid label key must consist of", Assert.Single(NameRules.CheckQualifiedName("a/b/c")), StringComparison.Ordinal);

    [Theory]
    [InlineData("", true)]
    [InlineData("Value_1", true)]
    [InlineData("-x", false)]
    public void LabelValue_Checked_MayBeEmpty(string value, bool valid) =>
        Assert.Equal(valid, NameRules.CheckLabelValue(value).Count == 0);

    [Theory]
    [InlineData(".", "may not be '.'")]
    [InlineData("..", "may not be '..'")]
    [InlineData("a/b%", "may not contain '/'|may not contain '%'")]
    [InlineData("system:node", "")]
    public void PathSegment_Checked_RefusesWhatAUrlCannotHold(string value, string faults) =>
        Assert.Equal(faults, string.Join("|", NameRules.CheckPathSegment(value)));

    [Theory]
    [InlineData("web-", "wea")]
    [InlineData("-", "-")]
    [InlineData("web", "web")]
    public void Prefix_EndingInADash_IsCheckedAsAName(string prefix, string masked) =>
        Assert.Equal(masked, NameRules.MaskTrailingDash(prefix));

    [Theory]
    [InlineData("http", "")]
    [InlineData("80", "must contain at least one letter (a-z)")]
    [InlineData("a--b", "must not contain consecutive hyphens")]
    [InlineData("-a", "must not begin or end with a hyphen")]
    [InlineData("", "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)|must contain at least one letter (a-z)")]
    [InlineData("abcdefghijklmnop", "must be no more than 15 characters")]
    public void PortName_Checked_ListsEveryFault(string name, string faults) =>
        Assert.Equal(faults, string.Join("|", TextRules.CheckPortName(name)));

    [Fact]
    public void OtherTexts_Checked_HaveTheServersWords()
    {
        Assert.Equal(["must be between 1 and 65535, inclusive"], TextRules.CheckPort(0));
        Assert.Empty(TextRules.CheckPercent("25%"));
        Assert.Single(TextRules.CheckPercent("%"));
        Assert.Equal(["must not be '..'"], TextRules.CheckConfigMapKey(".."));
        Assert.Equal(["must not start with '..'"], TextRules.CheckConfigMapKey("..a"));
        Assert.Empty(TextRules.CheckRelaxedEnvVarName("any thing"));
        Assert.Single(TextRules.CheckRelaxedEnvVarName("a=b"));
        Assert.Single(NameRules.CheckDns1035Label("1a"));
        Assert.Empty(NameRules.CheckWildcardDns1123Subdomain("*.example.com"));
        Assert.Single(NameRules.CheckWildcardDns1123Subdomain("*.*.com"));
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("-12", true)]
    [InlineData("01", false)]
    [InlineData("-0", false)]
    [InlineData("-", false)]
    [InlineData("+1", false)]
    public void DecimalInteger_Checked_MustBeCanonical(string text, bool valid) =>
        Assert.Equal(valid, TextRules.CheckDecimalInteger(text).Count == 0);

    [Theory]
    [InlineData(5, null, true, 5)]
    [InlineData(0, "25%", true, 3)]
    [InlineData(0, "25%", false, 2)]
    [InlineData(0, "150%", false, 15)]
    public void IntOrString_Scaled_TakesThePercentage(int number, string? text, bool up, int expected)
    {
        Assert.True(new IntOrString(number, text).TryScale(10, up, out var value, out _));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("5", "invalid value for IntOrString: invalid type: string is not a percentage")]
    [InlineData("x%", "invalid value for IntOrString: invalid value \"x%\": strconv.Atoi: parsing \"x\": invalid syntax")]
    public void IntOrString_NoPercentage_IsRefused(string text, string error)
    {
        Assert.False(new IntOrString(0, text).TryScale(10, true, out _, out var said));
        Assert.Equal(error, said);
    }

    [Fact]
    public void GeneratedName_FromTheSameChance_IsTheSameAndSafe()
    {
        var name = GeneratedNames.Generate("web-", 123456789);

        Assert.Equal(name, GeneratedNames.Generate("web-", 123456789));
        Assert.Matches("^web-[bcdfghjklmnpqrstvwxz2456789]{5}$", name);
        Assert.Equal(63, GeneratedNames.Generate(new string('a', 80), 1).Length);
        Assert.Equal(new string('7', 3), GeneratedNames.SafeEncode("111").Replace(GeneratedNames.SafeEncode("1"), "7", StringComparison.Ordinal));
    }
}
