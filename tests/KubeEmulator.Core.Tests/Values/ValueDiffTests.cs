using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Values;

public sealed class ValueDiffTests
{
    [Fact]
    public void Documents_Compared_NameTheDeepestPlaces()
    {
        var before = Value.Parse("""{"a":1,"b":{"c":[1,{"d":2}],"e/f":true},"gone":null}""");
        var after = Value.Parse("""{"a":1.0,"b":{"c":[1,{"d":3},4],"e/f":false},"new":{}}""");

        Assert.Equal(
            ["/b/c/1/d: 2 -> 3", "/b/c/2: (none) -> 4", "/b/e~1f: true -> false", "/gone: null -> (none)", "/new: (none) -> {}"],
            ValueDiff.Between(before, after).Select(d => d.ToString()));
        Assert.Empty(ValueDiff.Between(before, before));
    }

    [Theory]
    [InlineData("", """{"a~b":{"c/d":[10,{"e":5}]}}""")]
    [InlineData("/a~0b/c~1d/0", "10")]
    [InlineData("/a~0b/c~1d/1/e", "5")]
    [InlineData("/a~0b/c~1d/01", null)]
    [InlineData("/a~0b/c~1d/-", null)]
    [InlineData("/x/y", null)]
    public void Pointer_InADocument_FindsItsPlace(string pointer, string? expected)
    {
        var document = Value.Parse("""{"a~b":{"c/d":[10,{"e":5}]}}""");

        Assert.Equal(expected, JsonPointer.Parse(pointer).Find(document)?.ToString());
        Assert.Equal(pointer, JsonPointer.Parse(pointer).ToString());
        Assert.Equal(JsonPointer.Parse(pointer), JsonPointer.Of([.. JsonPointer.Parse(pointer).Tokens]));
    }

    [Fact]
    public void Pointer_WithoutASlash_IsRefused() => Assert.Throws<FormatException>(() => JsonPointer.Parse("a"));
}
