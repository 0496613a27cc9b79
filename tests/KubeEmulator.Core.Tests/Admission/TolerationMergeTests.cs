using KubeEmulator.Admission;
using KubeEmulator.Values;
using Xunit;

namespace KubeEmulator.Core.Tests.Admission;

public class TolerationMergeTests
{
    [Fact]
    public void Merge_WiderLaterToleration_ReplacesTheNarrowOne()
    {
        var narrow = Parse("""{"key":"a","operator":"Equal","value":"x","effect":"NoSchedule"}""");
        var wide = Parse("""{"key":"a","operator":"Exists"}""");

        Assert.Equal([wide], TolerationMerge.Merge([narrow], [wide]));
    }

    [Fact]
    public void Merge_TheSameTwice_KeepsOne()
    {
        var toleration = Parse("""{"key":"a","operator":"Exists","effect":"NoExecute","tolerationSeconds":30}""");

        Assert.Equal([toleration], TolerationMerge.Merge([toleration], [toleration]));
    }

    private static MapValue Parse(string json) => (MapValue)Value.Parse(json);
}
