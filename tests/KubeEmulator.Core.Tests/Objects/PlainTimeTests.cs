using KubeEmulator.Objects;

namespace KubeEmulator.Core.Tests.Objects;

/// <summary>The short way of reading a time gives what the long way gives, or nothing.</summary>
public sealed class PlainTimeTests
{
    [Theory]
    [InlineData("2026-01-02T03:04:05Z", true)]
    [InlineData("1999-12-28T23:59:59Z", true)]
    [InlineData("2026-02-29T00:00:00Z", false)]
    [InlineData("2026-01-02T24:00:00Z", false)]
    [InlineData("0999-01-02T03:04:05Z", false)]
    [InlineData("2026-01-02t03:04:05Z", false)]
    [InlineData("2026-01-02T03:04:05z", false)]
    [InlineData("2026-01-02T03:04:05.1Z", false)]
    public void Time_IsPlain_OnlyAsServersWriteIt(string text, bool isPlain) => Assert.Equal(isPlain, PlainTime.Is(text));

    [Fact]
    public void Text_ThatIsRead_IsTheTimeOfTheLongWay()
    {
        var chance = new Random(7);
        var read = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = Changed(KubeTime.FormatMicro(new DateTimeOffset(chance.NextInt64(TimeSpan.TicksPerDay * 400_000, TimeSpan.TicksPerDay * 800_000), TimeSpan.Zero)), chance);
            var seconds = text.Length > 20 ? text[..19] + text[26..] : text;

            read += SameOrNothing(text, PlainTime.TryReadMicro(text, out var micro), micro, GoTimeParser.Rfc3339Micro)
                + SameOrNothing(seconds, PlainTime.TryRead(seconds, out var time), time, GoTimeParser.Rfc3339);
        }

        Assert.InRange(read, 10_000, 39_000);
    }

    // Half of them have a wrong character somewhere.
    private static string Changed(string text, Random chance)
    {
        if (chance.Next(2) == 0)
        {
            return text;
        }

        var characters = text.ToCharArray();
        characters[chance.Next(characters.Length)] = "0123456789-:.TZ x"[chance.Next(17)];
        return new string(characters);
    }

    private static int SameOrNothing(string text, bool isRead, DateTimeOffset time, string layout)
    {
        if (!isRead)
        {
            return 0;
        }

        Assert.True(new GoTimeParser(text, layout).TryParse(out var expected, out var error), $"{text}: {error}");
        Assert.Equal(expected, time);
        return 1;
    }
}
