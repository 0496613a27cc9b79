using KubeEmulator.Objects;

namespace KubeEmulator.Core.Tests.Objects;

public sealed class IpRulesTests
{
    private static readonly FieldPath Path = FieldPath.Of("ip");

    [Theory]
    [InlineData("1.2.3.4", "1.2.3.4")]
    [InlineData("010.1.2.3", "10.1.2.3")]
    [InlineData("::", "::")]
    [InlineData("FE80:0:0:0:0:0:0:0abc", "fe80::abc")]
    [InlineData("1:0:0:2:0:0:0:3", "1:0:0:2::3")]
    [InlineData("::ffff:1.2.3.4", "1.2.3.4")]
    [InlineData("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0")]
    public void Address_Read_HasItsCanonicalText(string text, string canonical) =>
        Assert.Equal(canonical, IpValue.Parse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.256")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1::2::3")]
    [InlineData(":1")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("fe80::1%eth0")]
    [InlineData("12345::")]
    public void Text_ThatIsNoAddress_IsNone(string text) => Assert.Null(IpValue.Parse(text));

    [Theory]
    [InlineData("1.2.3.4", "")]
    [InlineData("x", "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("01.2.3.4", "must not have leading 0s")]
    [InlineData("::ffff:1.2.3.4", "must not be an IPv4-mapped IPv6 address")]
    [InlineData("2001:DB8::1", "must be in canonical form (\"2001:db8::1\")")]
    public void NewField_Checked_MustBeCanonical(string value, string fault)
    {
        var errors = new FieldErrors();

        IpRules.CheckIp(errors, Path, value);

        Assert.Equal(fault, string.Concat(errors.Select(e => e.Body[(e.Body.IndexOf(": ", StringComparison.Ordinal) + 4 + value.Length + 2)..])));
    }

    [Theory]
    [InlineData("2001:DB8::1", "ip: IPv6 address \"2001:DB8::1\" should be in RFC 5952 canonical format (\"2001:db8::1\")")]
    [InlineData("01.2.3.4", "ip: non-standard IP address \"01.2.3.4\" is invalid: use \"1.2.3.4\"")]
    [InlineData("1.2.3.4", null)]
    public void OldField_Nonstandard_IsWarnedAbout(string value, string? warning) => Assert.Equal(warning, IpRules.WarnIp(Path, value));

    [Fact]
    public void OldField_WithAValueItHadBefore_IsLetThrough()
    {
        var errors = new FieldErrors();

        IpRules.CheckLegacyIp(errors, Path, "01.2.3.4", "01.2.3.4");
        IpRules.CheckLegacyIp(errors, Path, "2001:DB8::1");

        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("10.0.0.0/8", "")]
    [InlineData("10.0.0.1/8", "must not have bits set beyond the prefix length")]
    [InlineData("10.0.0.0/08", "must not have leading 0s in IP or prefix length")]
    [InlineData("::ffff:10.0.0.0/104", "must not have an IPv4-mapped IPv6 address")]
    [InlineData("10.0.0.0/33", "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")]
    [InlineData("2001:DB8::/32", "must be in canonical form (\"2001:db8::/32\")")]
    public void Network_Checked_MustBeCanonical(string value, string fault)
    {
        var errors = new FieldErrors();

        IpRules.CheckCidr(errors, Path, value);

        Assert.Equal(fault.Length == 0 ? [] : [$"ip: Invalid value: \"{value}\": {fault}"], errors.Select(e => e.ToString()));
    }

    [Fact]
    public void Network_WithHostBits_IsAmbiguous() =>
        Assert.Equal(["ip: CIDR value \"10.1.2.3/8\" is ambiguous in this context (should be \"10.0.0.0/8\" or \"10.1.2.3/32\"?)"], IpRules.WarnCidr(Path, "10.1.2.3/8"));

    [Fact]
    public void Network_AskedForAddresses_KnowsItsOwn()
    {
        var cidr = CidrValue.Parse("10.96.0.0/16")!.Value;

        Assert.True(cidr.Contains(IpValue.Parse("10.96.255.255")!.Value));
        Assert.False(cidr.Contains(IpValue.Parse("10.97.0.0")!.Value));
        Assert.False(cidr.Contains(IpValue.Parse("::a60:1")!.Value));
        Assert.Equal("10.96.255.255", cidr.Last.ToString());
        Assert.True(CidrValue.Parse("::/0")!.Value.Contains(IpValue.Parse("1::")!.Value));
    }
}
