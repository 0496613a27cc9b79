using KubeEmulator.Admission;
using KubeEmulator.Objects;
using KubeEmulator.Values;
using Xunit;

namespace KubeEmulator.Core.Tests.Admission;

public class LimitRangeRulesTests
{
    [Theory]
    [InlineData("""{"type":"Container","max":{"cpu":"1"}}""", "maximum cpu usage per Container is 1, but limit is 2")]
    [InlineData("""{"type":"Container","min":{"cpu":"700m"}}""", "minimum cpu usage per Container is 700m, but request is 500m")]
    [InlineData("""{"type":"Container","max":{"memory":"1Gi"}}""", "maximum memory usage per Container is 1Gi.  No limit is specified")]
    [InlineData("""{"type":"Container","maxLimitRequestRatio":{"cpu":"3"}}""", "cpu max limit to request ratio per Container is 3, but provided ratio is 4.000000")]
    [InlineData("""{"type":"Pod","max":{"cpu":"1"}}""", "maximum cpu usage per Pod is 1, but limit is 2")]
    public void Check_PodBeyondALimit_SaysWhich(string limit, string fault)
    {
        var pod = Parse("""{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"500m"},"limits":{"cpu":"2"}}}]}}""");

        Assert.Equal([fault], LimitRangeRules.Check(Range(limit), pod, isPod: true));
    }

    [Fact]
    public void Check_ClaimBelowTheMinimum_SaysSo()
    {
        var claim = Parse("""{"spec":{"resources":{"requests":{"storage":"1Gi"}}}}""");

        var faults = LimitRangeRules.Check(Range("""{"type":"PersistentVolumeClaim","min":{"storage":"2Gi"}}"""), claim, isPod: false);

        Assert.Equal(["minimum storage usage per PersistentVolumeClaim is 2Gi, but request is 1Gi"], faults);
    }

    private static KubeObject Range(string limit) => new(Parse("{\"spec\":{\"limits\":[" + limit + "]}}"));

    private static MapValue Parse(string json) => (MapValue)Value.Parse(json);
}
