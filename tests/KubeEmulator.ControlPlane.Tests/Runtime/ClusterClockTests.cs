using KubeEmulator.Runtime;

namespace KubeEmulator.ControlPlane.Tests.Runtime;

public sealed class ClusterClockTests
{
    [Fact]
    public async Task Advance_FiresTimersInOrderOfDueTime_EachAtItsOwnTime()
    {
        var clock = ClusterClock.Manual();
        var start = clock.GetUtcNow();
        var fired = new List<(string Name, double At)>();
        using var late = Timer(clock, 5, () => fired.Add(("late", (clock.GetUtcNow() - start).TotalSeconds)));
        using var early = Timer(clock, 2, () => fired.Add(("early", (clock.GetUtcNow() - start).TotalSeconds)));
        using var same = Timer(clock, 5, () => fired.Add(("same", (clock.GetUtcNow() - start).TotalSeconds)));

        await clock.AdvanceAsync(TimeSpan.FromSeconds(10));

        Assert.Equal([("early", 2), ("late", 5), ("same", 5)], fired);
        Assert.Equal(start.AddSeconds(10), clock.GetUtcNow());
    }

    [Fact]
    public async Task Advance_LetsTheClusterSettle_BeforeTheNextTimer()
    {
        var clock = ClusterClock.Manual();
        var seen = new List<string>();
        using var one = Timer(clock, 1, () => seen.Add("one"));
        using var two = Timer(clock, 2, () => seen.Add("two"));
        clock.Settle = _ =>
        {
            seen.Add("settled");
            return Task.CompletedTask;
        };

        await clock.AdvanceAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(["settled", "one", "settled", "two", "settled"], seen);
    }

    [Fact]
    public async Task PeriodicTimer_FiresEachTime_AndChangedTimersFireOnlyAtTheNewTime()
    {
        var clock = ClusterClock.Manual();
        var (ticks, changed) = (0, 0);
        using var periodic = clock.CreateTimer(_ => ticks++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        using var moved = Timer(clock, 1, () => changed++);
        moved.Change(TimeSpan.FromSeconds(9), Timeout.InfiniteTimeSpan);

        await clock.AdvanceAsync(TimeSpan.FromSeconds(5));

        Assert.Equal((5, 0), (ticks, changed));
        Assert.Equal(clock.GetUtcNow().AddSeconds(1), clock.NextTimer);
    }

    [Fact]
    public async Task TimeNeverGoesBack_AndAClockThatRunsByItselfIsNotMoved()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ClusterClock.Manual().AdvanceAsync(TimeSpan.FromSeconds(-1)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ClusterClock.Real().AdvanceAsync(TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusterClock.Scaled(0));
    }

    [Fact]
    public async Task DelayOnTheClock_EndsWhenTheClockSaysSo()
    {
        var clock = ClusterClock.Manual();
        var delay = Task.Delay(TimeSpan.FromMinutes(5), clock);

        await clock.AdvanceAsync(TimeSpan.FromMinutes(4));
        Assert.False(delay.IsCompleted);
        await clock.AdvanceAsync(TimeSpan.FromMinutes(1));

        await delay.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static ITimer Timer(ClusterClock clock, double seconds, Action act) =>
        clock.CreateTimer(_ => act(), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
}
