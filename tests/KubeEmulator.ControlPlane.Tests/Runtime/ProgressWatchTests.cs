using KubeEmulator.Runtime;

namespace KubeEmulator.ControlPlane.Tests.Runtime;

public sealed class ProgressWatchTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ClusterClock _clock = ClusterClock.Manual();
    private readonly CancellationTokenSource _end = new();
    private long _progress;

    [Fact]
    public async Task Watch_NothingGoesOn_EndsTheWait()
    {
        using var watch = New();

        await _clock.AdvanceAsync(TimeSpan.FromSeconds(9));
        Assert.False(_end.IsCancellationRequested);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.True(_end.IsCancellationRequested);
        Assert.True(watch.IsStalled);
    }

    [Fact]
    public async Task Watch_SomethingGoesOn_BearsFarMoreThanItsPatience()
    {
        using var watch = New();

        for (var i = 0; i < 25; i++)
        {
            _progress++;
            await _clock.AdvanceAsync(TimeSpan.FromSeconds(9));
        }

        Assert.False(_end.IsCancellationRequested);
    }

    [Fact]
    public async Task Watch_WorkWithoutEnd_EndsTheWaitAtLast()
    {
        using var watch = New();

        for (var i = 0; i < 300; i++)
        {
            _progress++;
            await _clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        Assert.True(_end.IsCancellationRequested);
        Assert.False(watch.IsStalled);
    }

    public void Dispose() => _end.Dispose();

    private ProgressWatch New() => new(_clock, () => _progress, Patience, Patience * 30, _end);
}
