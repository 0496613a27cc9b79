using KubeEmulator.Objects;

namespace KubeEmulator.Core.Tests.Objects;

public sealed class TimeTests
{
    [Theory]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05.987654321Z", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05,5Z", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05+02:30", "2026-01-02T00:34:05Z")]
    [InlineData("2026-01-02T03:04:05-24:00", "2026-01-03T03:04:05Z")]
    [InlineData("2026-01-02T3:04:05Z", "2026-01-02T03:04:05Z")]
    public void Time_Read_IsWrittenInUtcToTheSecond(string text, string expected)
    {
        Assert.True(KubeTime.TryParse(text, out var time, out var error), error);
        Assert.Equal(expected, KubeTime.Format(time));
    }

    [Theory]
    [InlineData("foo", "parsing time \"foo\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"foo\" as \"2006\"")]
    [InlineData("2026-13-01T00:00:00Z", "parsing time \"2026-13-01T00:00:00Z\": month out of range")]
    [InlineData("2026-02-30T00:00:00Z", "parsing time \"2026-02-30T00:00:00Z\": day out of range")]
    [InlineData("2026-01-01", "parsing time \"2026-01-01\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"\" as \"T\"")]
    [InlineData("2026-01-01T00:00:00", "parsing time \"2026-01-01T00:00:00\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"\" as \"Z07:00\"")]
    [InlineData("2026-01-01T00:00:00Zx", "parsing time \"2026-01-01T00:00:00Zx\": extra text: \"x\"")]
    [InlineData("2026-01-01T25:00:00Z", "parsing time \"2026-01-01T25:00:00Z\": hour out of range")]
    [InlineData("2026-01-01T00:00:00+2500", "parsing time \"2026-01-01T00:00:00+2500\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"+2500\" as \"Z07:00\"")]
    [InlineData("", "parsing time \"\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"\" as \"2006\"")]
    public void Time_Malformed_IsRefusedInGosWords(string text, string expected)
    {
        Assert.False(KubeTime.TryParse(text, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void MicroTime_Read_NeedsSixDecimals()
    {
        Assert.True(KubeTime.TryParseMicro("2026-01-02T03:04:05.000006Z", out var time, out _));
        Assert.Equal("2026-01-02T03:04:05.000006Z", KubeTime.FormatMicro(time));
        Assert.False(KubeTime.TryParseMicro("2026-01-02T03:04:05Z", out _, out var error));
        Assert.Equal("parsing time \"2026-01-02T03:04:05Z\" as \"2006-01-02T15:04:05.000000Z07:00\": cannot parse \"Z\" as \".000000\"", error);
    }

    [Theory]
    [InlineData("0", 0, "0s")]
    [InlineData("1h30m", 5_400_000_000_000, "1h30m0s")]
    [InlineData("90s", 90_000_000_000, "1m30s")]
    [InlineData("1.5s", 1_500_000_000, "1.5s")]
    [InlineData("-2m", -120_000_000_000, "-2m0s")]
    [InlineData("1500us", 1_500_000, "1.5ms")]
    [InlineData("1.5us", 1_500, "1.5µs")]
    [InlineData("7ns", 7, "7ns")]
    [InlineData(".5h", 1_800_000_000_000, "30m0s")]
    [InlineData("1h0.000000001s", 3_600_000_000_001, "1h0m0.000000001s")]
    public void Duration_ReadAndWritten_IsAsGoDoesIt(string text, long nanoseconds, string written)
    {
        Assert.True(GoDuration.TryParse(text, out var read, out var error), error);
        Assert.Equal(nanoseconds, read);
        Assert.Equal(written, GoDuration.Format(read));
    }

    [Theory]
    [InlineData("", "time: invalid duration \"\"")]
    [InlineData("5", "time: missing unit in duration \"5\"")]
    [InlineData("5d", "time: unknown unit \"d\" in duration \"5d\"")]
    [InlineData("h", "time: invalid duration \"h\"")]
    [InlineData(".s", "time: invalid duration \".s\"")]
    [InlineData("9999999h", "time: invalid duration \"9999999h\"")]
    public void Duration_Malformed_IsRefusedInGosWords(string text, string expected)
    {
        Assert.False(GoDuration.TryParse(text, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData(-2, "<invalid>", "<invalid>")]
    [InlineData(-1, "0s", "0s")]
    [InlineData(119, "119s", "1m")]
    [InlineData(330, "5m30s", "5m")]
    [InlineData(540, "9m", "9m")]
    [InlineData(3600, "60m", "1h")]
    [InlineData(3600 * 3, "3h", "3h")]
    [InlineData((3600 * 3) + 60, "3h1m", "3h")]
    [InlineData(3600 * 30, "30h", "1d")]
    [InlineData(3600 * 74, "3d2h", "3d")]
    [InlineData(86400 * 10, "10d", "10d")]
    [InlineData(86400 * 800, "2y70d", "2y")]
    [InlineData(86400L * 365 * 9, "9y", "9y")]
    public void Age_Printed_HasTwoOrThreeFigures(long seconds, string age, string shortAge)
    {
        Assert.Equal(age, HumanDuration.Format(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(shortAge, HumanDuration.FormatShort(TimeSpan.FromSeconds(seconds)));
    }
}
