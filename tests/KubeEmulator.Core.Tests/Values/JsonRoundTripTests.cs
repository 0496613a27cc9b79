using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Values;

public sealed class JsonRoundTripTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"a":1.0,"b":[1,-1,9223372036854775807,18446744073709551615],"c":"é<&>\u0001","d":null,"e":true}""")]
    [InlineData("""{"a":{"b":{"c":[[],{},[{}]]}}}""")]
    public void Document_ReadAndWritten_KeepsOrderAndDigits(string json) =>
        Assert.Equal(json, Value.Parse(json).ToString());

    [Theory]
    [InlineData("{")]
    [InlineData("{}x")]
    [InlineData("")]
    [InlineData("{\"a\":1,}")]
    public void Document_Malformed_IsRefused(string json) =>
        Assert.Throws<ValueFormatException>(() => Value.Parse(json));

    [Fact]
    public void Document_NestedTooDeep_IsRefusedAndNotACrash() =>
        Assert.Throws<ValueFormatException>(() => Value.Parse(new string('[', 100_000)));

    [Fact]
    public void DuplicateMember_IsReportedWithItsPath_AndTheLastOneWins()
    {
        var paths = new List<string>();
        var read = JsonValueReader.Read(
            Encoding.UTF8.GetBytes("""{"spec":{"c":[{},{"n":1,"n":2}]},"spec":{"x":1}}"""),
            new JsonReadOptions { OnDuplicate = paths.Add });

        Assert.Equal(["spec.c[1].n", "spec"], paths);
        Assert.Equal("""{"spec":{"x":1}}""", read.ToString());
    }

    [Theory]
    [InlineData(1e21, "1e+21")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(123456.5, "123456.5")]
    [InlineData(1, "1")]
    public void ComputedFloat_IsWrittenAsGoWritesIt(double number, string expected) =>
        Assert.Equal(expected, NumberValue.Of(number).Text);

    [Fact]
    public void Edit_DeepInADocument_SharesEverythingElse()
    {
        var before = (MapValue)Value.Parse("""{"metadata":{"name":"x"},"spec":{"replicas":1}}""");

        var after = before.WithAt(["spec", "replicas"], 2);

        Assert.Same(before["metadata"], after["metadata"]);
        Assert.Equal(2, after.IntegerAt("spec", "replicas"));
        Assert.Equal(1, before.IntegerAt("spec", "replicas"));
        Assert.Same(after, after.WithoutAt("spec", "absent"));
    }

    [Fact]
    public void Maps_WithMembersInAnotherOrder_AreEqual()
    {
        var a = Value.Parse("""{"a":1,"b":{"c":1.0}}""");
        var b = Value.Parse("""{"b":{"c":1},"a":1}""");

        Assert.Equal(a, b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
    }
}
