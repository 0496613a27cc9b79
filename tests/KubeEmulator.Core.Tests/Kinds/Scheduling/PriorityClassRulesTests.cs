using KubeEmulator.Kinds;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Kinds;

public sealed class PriorityClassRulesTests
{
    private const string Reserved = "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: ";

    [Theory]
    [InlineData("own", 1000000000, "")]
    [InlineData("own", 1000000001, "value: Forbidden: maximum allowed value of a user defined priority is 1000000000")]
    [InlineData("system-node-critical", 2000001000, "")]
    [InlineData("system-node-critical", 1, Reserved + "value of system-node-critical PriorityClass must be 2000001000")]
    [InlineData("system-golden", 1, Reserved + "system-golden is not a known system priority class")]
    public void PriorityClass_ByNameAndValue_IsJudgedAsUpstreamDoes(string name, long value, string expected)
    {
        var errors = new FieldErrors();

        PriorityClassRules.Check(MapValue.Of(("metadata", MapValue.Of(("name", name))), ("value", value)), errors);

        Assert.Equal(expected, Texts(errors));
    }

    [Theory]
    [InlineData("""{"value":1,"preemptionPolicy":"Never","description":"d"}""", "")]
    [InlineData("""{"value":2,"preemptionPolicy":"PreemptLowerPriority"}""", "value: Forbidden: may not be changed in an update.|preemptionPolicy: Invalid value: \"PreemptLowerPriority\": field is immutable")]
    public void PriorityClass_Updated_KeepsValueAndPolicy(string updated, string expected)
    {
        var errors = new FieldErrors();

        PriorityClassRules.CheckUpdate((MapValue)Value.Parse(updated), new KubeObject((MapValue)Value.Parse("""{"value":1,"preemptionPolicy":"Never"}""")), errors);

        Assert.Equal(expected, Texts(errors));
    }

    private static string Texts(FieldErrors errors) => string.Join('|', errors);
}
