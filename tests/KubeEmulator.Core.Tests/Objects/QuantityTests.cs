using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Objects;

public sealed class QuantityTests
{
    [SharedFact]
    public void ReferenceParseCases_EachWithAndWithoutSign_HaveValueFormatAndCanonicalForm()
    {
        foreach (var item in Cases("parse"))
        {
            var input = item.StringOrEmpty("input");
            var expected = Exact(item.StringOrEmpty("value"));
            foreach (var (text, value) in new[] { (input, expected), ("+" + input, expected), ("-" + input, -expected) })
            {
                var quantity = Quantity.Parse(text);
                Assert.Equal(value, quantity);
                Assert.True(Format(item) == quantity.Format, $"{text}: {quantity.Format}");
            }

            Assert.Equal(item.StringOrEmpty("canonical"), Quantity.Parse(input).Canonical());
        }
    }

    [SharedFact]
    public void ReferenceInvalidCases_Parsed_AreRefused()
    {
        foreach (var input in Document().Strings("invalid"))
        {
            Assert.False(Quantity.TryParse(input, out _, out var error), input);
            Assert.Contains(error, Document().Map("rules")!.Strings("errors"));
        }
    }

    [SharedFact]
    public void ReferenceCanonicalCases_ByValueAndByAlternateInput_AreWrittenAlike()
    {
        foreach (var item in Cases("canonicalise"))
        {
            var canonical = item.StringOrEmpty("canonical");
            Assert.Equal(canonical, new Quantity(Big(item.StringOrEmpty("value")), Format(item)).ToString());
            if (item.String("alternateInput") is { } input)
            {
                Assert.Equal(canonical, Quantity.Parse(input).ToString());
            }
        }

        Assert.All(Cases("parseEmit"), item => Assert.Equal(item.StringOrEmpty("canonical"), Quantity.Parse(item.StringOrEmpty("input")).ToString()));
    }

    [SharedFact]
    public void ReferenceArithmetic_ComparedRoundedAndSummed_Agrees()
    {
        foreach (var item in Cases("compare"))
        {
            Assert.Equal(item.Integer("result"), Quantity.Parse(item.StringOrEmpty("x")).CompareTo(Quantity.Parse(item.StringOrEmpty("y"))));
        }

        foreach (var item in Cases("roundUp"))
        {
            var rounded = Quantity.Parse(item.StringOrEmpty("input")).RoundUp((int)item.Integer("scale")!.Value, out var exact);
            Assert.Equal(Exact(item.StringOrEmpty("value")), rounded);
            Assert.Equal(item.Bool("exact"), exact);
        }

        foreach (var item in Cases("sums"))
        {
            var (x, y) = (Quantity.Parse(item.StringOrEmpty("x")), Quantity.Parse(item.StringOrEmpty("y")));
            Assert.Equal(item.StringOrEmpty("canonical"), (item.StringOrEmpty("op") == "+" ? x + y : x - y).ToString());
        }
    }

    [Theory]
    [InlineData("1.5", "1500m")]
    [InlineData("1.500", "1.500")]
    [InlineData("001", "001")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("0.1m", "100u")]
    [InlineData("1e3", "1e3")]
    [InlineData("0.00000000001", "1n")]
    [InlineData("9999999999999999999Ei", "9223372036854775807")]
    [InlineData("-", "0")]
    public void Text_ReadAndWritten_StaysWhereTheServerKeepsIt(string input, string output) =>
        Assert.Equal(output, Quantity.Parse(input).ToString());

    [Theory]
    [InlineData("1.1.M", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    [InlineData("1i", "unable to parse quantity's suffix")]
    [InlineData("1e", "unable to parse quantity's suffix")]
    [InlineData("one", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    public void Text_Malformed_IsRefusedInTheServersWords(string input, string error) =>
        Assert.Equal(error, Assert.Throws<FormatException>(() => Quantity.Parse(input)).Message);

    [Theory]
    [InlineData("100m", 100, 1)]
    [InlineData("1", 1000, 1)]
    [InlineData("1.0001", 1001, 2)]
    [InlineData("-1.5", -1500, -2)]
    [InlineData("1Ki", 1024000, 1024)]
    [InlineData("9E", 0, 9000000000000000000)]
    public void Value_Asked_IsRoundedUp(string text, long milli, long value)
    {
        Assert.Equal(milli, Quantity.Parse(text).MilliValue);
        Assert.Equal(value, Quantity.Parse(text).Value);
    }

    [Fact]
    public void Exponents_Enormous_CostNothing()
    {
        var huge = Quantity.Parse("1e999999999");
        var tiny = Quantity.Parse("1234567890123456789e-999999999");

        Assert.True(huge > tiny);
        Assert.Equal("1n", Quantity.Parse("1n").ToString());
        Assert.Equal(huge, huge + tiny);
        Assert.Equal(1, tiny.Value);
        Assert.Equal(0, huge.Value);
    }

    [Fact]
    public void Sum_BeyondSixtyFourBits_StaysExact()
    {
        var most = Quantity.Of(long.MaxValue);

        Assert.Equal("18446744073709551614", (most + most).ToString());
        Assert.Equal(most, most + most - most);
        Assert.Equal((most + most).GetHashCode(), most.Multiply(2).GetHashCode());
        Assert.Equal(Quantity.Parse("1000m").GetHashCode(), Quantity.Parse("1").GetHashCode());
    }

    private static MapValue Document() => (MapValue)Value.Parse(File.ReadAllBytes(SharedReference.PathOf("reference", "quantity-cases.json")));

    private static IEnumerable<MapValue> Cases(string name) => Document().Maps(name);

    private static QuantityFormat Format(MapValue item) => Enum.Parse<QuantityFormat>(item.StringOrEmpty("format"));

    private static BigAmount Big(string number)
    {
        var point = number.IndexOf('.', StringComparison.Ordinal);
        var digits = System.Numerics.BigInteger.Parse(number.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return new BigAmount(digits, point < 0 ? 0 : point + 1 - number.Length);
    }

    private static Quantity Exact(string number) => new(Big(number), QuantityFormat.DecimalSI);
}
