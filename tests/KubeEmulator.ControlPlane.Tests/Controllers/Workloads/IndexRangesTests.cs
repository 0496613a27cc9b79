using KubeEmulator.Controllers.Workloads;
using Xunit;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Workloads;

public sealed class IndexRangesTests
{
    [Theory]
    [InlineData("", 10, "", 0)]
    [InlineData("0", 10, "0", 1)]
    [InlineData("0,1", 10, "0,1", 2)]
    [InlineData("0-2", 10, "0-2", 3)]
    [InlineData("0,1,2,5-9", 8, "0-2,5-7", 6)]
    [InlineData("3-,x,4", 10, "4", 1)]
    public void Parse_Text_IsWrittenShort(string text, int completions, string expected, int count)
    {
        var ranges = IndexRanges.Parse(text, completions);
        Assert.Equal(expected, ranges.ToString());
        Assert.Equal(count, ranges.Count);
    }

    [Fact]
    public void Missing_Gaps_AreTheLowestFirst() => Assert.Equal([0, 3, 6], IndexRanges.Parse("1,2,4,5", 7).Missing(7));

    [Fact]
    public void With_Indexes_JoinsNeighbours() => Assert.Equal("1-4,7", IndexRanges.Parse("1,3", 9).With([2, 7, 4]).ToString());
}
