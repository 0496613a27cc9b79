using System.Text;
using KubeEmulator.Nodes.Containers;

namespace KubeEmulator.ControlPlane.Tests.Nodes.Containers;

public sealed class ContainerLogTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Read_Tail_GivesTheLastLines()
    {
        var log = Lines(2000);

        Assert.Equal("line 1998\nline 1999\n", log.ReadText(new LogReadOptions { TailLines = 2 }));
        Assert.Equal("", log.ReadText(new LogReadOptions { TailLines = 0 }));
        Assert.Equal(2000, log.ReadText(new LogReadOptions { TailLines = 5000 }).Count(letter => letter == '\n'));
    }

    [Fact]
    public void Read_SinceTimestampsAndLimit_FollowTheKubelet()
    {
        var log = Lines(3);

        Assert.Equal("line 2\n", log.ReadText(new LogReadOptions { Since = Start.AddSeconds(2) }));
        Assert.Equal("2030-01-02T03:04:05.000000000Z line 0\n2030", log.ReadText(new LogReadOptions { Timestamps = true, LimitBytes = 42 }));
    }

    [Fact]
    public void Read_OneStream_LeavesTheOtherOut()
    {
        var log = new ContainerLog();
        log.Append(Start, LogStreamKind.Stdout, "out"u8);
        log.Append(Start, LogStreamKind.Stderr, "err"u8);

        Assert.Equal("out\n", log.ReadText(new LogReadOptions { Streams = LogStreamKind.Stdout }));
        Assert.Equal("err\n", log.ReadText(new LogReadOptions { Streams = LogStreamKind.Stderr }));
        Assert.Equal("out\nerr\n", log.ReadText());
    }

    [Fact]
    public void Read_RuntimeFormat_IsTheFileOnTheNode()
    {
        var log = new ContainerLog();
        log.Append(Start, LogStreamKind.Stdout, "out"u8);
        log.Append(Start.AddTicks(1_230_000), LogStreamKind.Stderr, new string('x', ContainerLog.MaxEntryBytes).Select(c => (byte)c).Append((byte)'y').ToArray());

        var lines = log.ReadText(new LogReadOptions { RuntimeFormat = true }).Split('\n');

        Assert.Equal("2030-01-02T03:04:05Z stdout F out", lines[0]);
        Assert.StartsWith("2030-01-02T03:04:05.123Z stderr P xxx", lines[1], StringComparison.Ordinal);
        Assert.Equal("2030-01-02T03:04:05.123Z stderr F y", lines[2]);
    }

    [Fact]
    public void Append_Gigabyte_KeepsTheNewestWithinTheBound()
    {
        var log = new ContainerLog(1024 * 1024);
        var line = new byte[8192];
        for (var index = 0; index < 131072; index++)
        {
            log.Append(Start, LogStreamKind.Stdout, line);
        }

        Assert.True(log.WrittenBytes > 1L << 30);
        Assert.InRange(log.HeldBytes, 512 * 1024, 1024 * 1024);
    }

    [Fact]
    public void Append_VeryLongLine_ReadsBackWhole()
    {
        var log = new ContainerLog();
        var text = new string('x', 40_000);
        log.Append(Start, LogStreamKind.Stdout, Encoding.UTF8.GetBytes(text));

        Assert.Equal(text + "\n", log.ReadText());
    }

    [Fact]
    public async Task Follow_LinesWrittenLater_ArriveUntilTheLogIsClosed()
    {
        var log = Lines(1);
        var target = new MemoryStream();
        var following = log.CopyToAsync(target, new LogReadOptions { Follow = true }, CancellationToken.None);

        log.Append(Start, LogStreamKind.Stderr, "later"u8);
        Assert.False(following.IsCompleted);
        log.Close();
        await following;

        Assert.Equal("line 0\nlater\n", Encoding.UTF8.GetString(target.ToArray()));
    }

    private static ContainerLog Lines(int count)
    {
        var log = new ContainerLog();
        for (var index = 0; index < count; index++)
        {
            log.Append(Start.AddSeconds(index), LogStreamKind.Stdout, Encoding.UTF8.GetBytes($"line {index}"));
        }

        return log;
    }
}
