using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Objects;

public sealed class SelectorTests
{
    [Theory]
    [InlineData("a in b", "unable to parse requirement: found 'b' expected: '('")]
    [InlineData("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt")]
    [InlineData("!", "unable to parse requirement: found '', expected: identifier")]
    [InlineData("a=b,", "found '', expected: identifier after ','")]
    [InlineData("=", "found '=', expected: !, identifier, or 'end of string'")]
    [InlineData("a=b c", "found 'c', expected: ',' or 'end of string'")]
    [InlineData("a in (b", "unable to parse requirement: found '', expected: ',' or ')'")]
    [InlineData("a in (b,=", "unable to parse requirement: found '=', expected: ',', or identifier")]
    [InlineData("x>a", "unable to parse requirement: values[0]: Invalid value: \"a\": for 'Gt', 'Lt' operators, the value must be an integer")]
    public void LabelSelector_Malformed_IsRefusedInTheServersWords(string text, string error) =>
        Assert.Equal(error, Assert.Throws<FormatException>(() => LabelSelector.Parse(text)).Message);

    [Fact]
    public void LabelSelector_WithAMalformedKeyOrValue_NamesThePlaceAsTheServerDoes()
    {
        Assert.False(LabelSelector.TryParse("a/b/c=d", out _, out var key));
        Assert.False(LabelSelector.TryParse("app=not/ok", out _, out var value));

        Assert.StartsWith("unable to parse requirement: <nil>: Invalid value: \"a/b/c\": a valid label key ", key, StringComparison.Ordinal);
        Assert.StartsWith("unable to parse requirement: values[0][app]: Invalid value: \"not/ok\": a valid label must be", value, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelSelector_AskedForAnExactMatch_GivesItOnlyWhereThereIsOne()
    {
        var selector = LabelSelector.Parse("a=1,b in (2),c in (3,4),d");

        Assert.Equal(["1", "2", null, null, null], new[] { "a", "b", "c", "d", "e" }.Select(selector.ExactMatch));
    }

    [Fact]
    public void LabelSelector_NothingAndEverything_StayThemselves()
    {
        var more = LabelSelector.Parse("a=b").Requirements;

        Assert.True(LabelSelector.Everything.Matches(null));
        Assert.False(LabelSelector.Nothing.Matches(MapValue.Empty));
        Assert.Same(LabelSelector.Nothing, LabelSelector.Nothing.And(more));
        Assert.Equal("a=b", LabelSelector.Everything.And(more).ToString());
        Assert.Same(LabelSelector.Everything, LabelSelector.FromLabels(MapValue.Empty));
    }

    [Theory]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"In"}]}""", "s.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'")]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"Exists","values":["b"]}]}""", "s.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'")]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"Near","values":["b"]}]}""", "s.matchExpressions[0].operator: Invalid value: \"Near\": not a valid selector operator")]
    [InlineData("""{"matchLabels":{"a":"b"}}""", "")]
    public void LabelSelectorField_Validated_NamesEachFault(string json, string expected)
    {
        var errors = new FieldErrors();

        LabelSelectorRules.Check(errors, FieldPath.Of("s"), (MapValue)Value.Parse(json));

        Assert.Equal(expected, string.Join("|", errors));
    }

    [Theory]
    [InlineData("a", "invalid selector: 'a'; can't understand 'a'")]
    [InlineData("a=b\\", "invalid field selector: invalid escape sequence: \\")]
    [InlineData("a=b\\c", "invalid field selector: invalid escape sequence: \\c")]
    [InlineData("a=b=c", "invalid field selector: unescaped character in value: 61")]
    public void FieldSelector_Malformed_IsRefusedInTheServersWords(string text, string error) =>
        Assert.Equal(error, Assert.Throws<FormatException>(() => FieldSelector.Parse(text)).Message);

    [Fact]
    public void FieldSelector_Read_MatchesAndWritesItsTermsSorted()
    {
        var selector = FieldSelector.Parse("status.phase!=Running,metadata.name==a\\,b");

        Assert.Equal("metadata.name=a\\,b,status.phase!=Running", selector.ToString());
        Assert.Equal("a,b", selector.ExactMatch("metadata.name"));
        Assert.Null(selector.ExactMatch("status.phase"));
        Assert.True(selector.Matches(field => field == "metadata.name" ? "a,b" : "Pending"));
        Assert.False(selector.Matches(field => field == "metadata.name" ? "a,b" : "Running"));
        Assert.True(FieldSelector.Parse("").IsEmpty);
    }
}
