using KubeEmulator.Expressions;

namespace KubeEmulator.Core.Tests.Expressions;

public sealed class EscapingTests
{
    [Theory]
    [InlineData("name", "name")]
    [InlineData("a-b/c.d", "a__dash__b__slash__c__dot__d")]
    [InlineData("__x", "__underscores__x")]
    [InlineData("___x", "__underscores___x")]
    [InlineData("namespace", "__namespace__")]
    [InlineData("true", "__true__")]
    [InlineData("1a", null)]
    [InlineData("a b", null)]
    [InlineData("", null)]
    public void Escape_OfAProperty_FollowsTheRule(string property, string? expected)
    {
        Assert.Equal(expected, CelEscaping.Escape(property));
        if (expected is not null)
        {
            Assert.Equal(property, CelEscaping.Unescape(expected));
        }
    }

    [Theory]
    [InlineData("a__foo__b")]
    [InlineData("a__int__")]
    [InlineData("a__true__")]
    public void Unescape_OfAnUnknownSequence_IsRefused(string identifier) => Assert.Null(CelEscaping.Unescape(identifier));
}
