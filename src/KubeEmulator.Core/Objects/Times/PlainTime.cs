namespace KubeEmulator.Objects;

/// <summary>
/// Times in the very form in which servers write them, which nearly every stored time has: read without anything made. Whatever else
/// there may be is left to <see cref="GoTimeParser"/>.
/// </summary>
internal static class PlainTime
{
    private const int SecondsLength = 20;
    private const int MicroLength = 27;

    // No month is shorter, so which month it is need not be asked.
    private const int DaysOfEveryMonth = 28;

    /// <summary>Whether a text is like <c>2026-01-02T03:04:05Z</c>.</summary>
    public static bool Is(string text) => text.Length == SecondsLength && text[19] == 'Z' && IsTime(text);

    /// <summary>Whether a text is like <c>2026-01-02T03:04:05.000006Z</c>.</summary>
    public static bool IsMicro(string text) => text.Length == MicroLength && text[26] == 'Z' && text[19] == '.' && IsTime(text) && Pair(text, 20) >= 0 && Pair(text, 22) >= 0 && Pair(text, 24) >= 0;

    public static bool TryRead(string text, out DateTimeOffset time)
    {
        var read = Is(text);
        time = read ? Read(text) : default;
        return read;
    }

    public static bool TryReadMicro(string text, out DateTimeOffset time)
    {
        var read = IsMicro(text);
        time = read ? Read(text).AddTicks(((Pair(text, 20) * 10_000) + (Pair(text, 22) * 100) + Pair(text, 24)) * TimeSpan.TicksPerMicrosecond) : default;
        return read;
    }

    private static DateTimeOffset Read(string text) => new(
        (Pair(text, 0) * 100) + Pair(text, 2), Pair(text, 5), Pair(text, 8), Pair(text, 11), Pair(text, 14), Pair(text, 17), TimeSpan.Zero);

    // No year before 1000: the zero time is written in another way.
    private static bool IsTime(string text) =>
        text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':' && text[0] != '0'
        && Pair(text, 0) >= 0 && Pair(text, 2) >= 0 && Pair(text, 5) is >= 1 and <= 12 && Pair(text, 8) is >= 1 and <= DaysOfEveryMonth
        && Pair(text, 11) is >= 0 and < 24 && Pair(text, 14) is >= 0 and < 60 && Pair(text, 17) is >= 0 and < 60;

    private static int Pair(string text, int at) =>
        char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) ? ((text[at] - '0') * 10) + text[at + 1] - '0' : -1;
}
