using KubeEmulator.Kinds;
using KubeEmulator.Objects;

namespace KubeEmulator.Core.Tests.Objects;

public class AddressNumberTests
{
    [Fact]
    public void Arithmetic_OfAnyNumbers_IsThatOfUInt128()
    {
        var random = new Random(1);
        UInt128[] edges = [0, 1, ulong.MaxValue, (UInt128)ulong.MaxValue + 1, UInt128.MaxValue];
        for (var i = 0; i < 500; i++)
        {
            var (a, b) = (Pick(), Pick());
            var (x, y) = (Of(a), Of(b));
            Assert.Equal(a & b, Of(x & y));
            Assert.Equal(a | b, Of(x | y));
            Assert.Equal(a ^ b, Of(x ^ y));
            Assert.Equal(~a, Of(~x));
            Assert.Equal(unchecked(a + b), Of(x + y));
            Assert.Equal(unchecked(a - b), Of(x - y));
            Assert.Equal(a < b, x < y);
            Assert.Equal(a > b, x > y);
            Assert.Equal(a == b, x == y);
            var bits = random.Next(128);
            Assert.Equal(a << bits, Of(x << bits));
            Assert.Equal(a >> bits, Of(x >> bits));
        }

        UInt128 Pick() => random.Next(3) == 0 ? edges[random.Next(edges.Length)] : new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64() << random.Next(8));
    }

    [Theory]
    [InlineData("10.0.0.0/30", 0, "10.0.0.1 10.0.0.2")]
    [InlineData("10.0.0.0/29", 4, "10.0.0.5 10.0.0.6 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4")]
    [InlineData("fd00::/126", 9, "fd00::1 fd00::2 fd00::3")]
    public void SmallRange_IsGivenWhole_FromTheStart(string range, ulong start, string addresses) =>
        Assert.Equal(addresses, string.Join(' ', ServiceRanges.InOrder(CidrValue.Parse(range)!.Value, start)));

    [Theory]
    [InlineData("fd00::/64", ulong.MaxValue)]
    [InlineData("fd00::/16", ulong.MaxValue - 3)]
    public void HugeRange_FromAFarStart_GivesDistinctAddressesOfItself(string range, ulong start)
    {
        var cidr = CidrValue.Parse(range)!.Value;

        var addresses = ServiceRanges.InOrder(cidr, start).Take(1000).ToList();

        Assert.Equal(1000, addresses.Distinct().Count());
        Assert.All(addresses, a => Assert.True(cidr.Contains(IpValue.Parse(a)!.Value)));
    }

    private static AddressNumber Of(UInt128 number) => new((ulong)(number >> 64), (ulong)number);

    private static UInt128 Of(AddressNumber number) => new(number.High, number.Low);
}
