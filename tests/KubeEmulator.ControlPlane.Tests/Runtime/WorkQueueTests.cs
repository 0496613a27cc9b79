using KubeEmulator.Runtime;

namespace KubeEmulator.ControlPlane.Tests.Runtime;

public sealed class WorkQueueTests : IAsyncDisposable
{
    private static readonly ReconcileKey Key = new("default", "web");
    private readonly ClusterClock _clock = ClusterClock.Manual();
    private readonly SerialExecutor _executor;
    private readonly WorkQueue _queue;
    private int _ready;

    public WorkQueueTests()
    {
        _executor = new SerialExecutor(_clock, _ => { });
        _queue = new WorkQueue(_executor, _clock, () => _ready++);
        _clock.Settle = _ => _executor.WhenIdleAsync();
    }

    [Fact]
    public void Key_ThatWaitsAlready_IsNotAddedTwice()
    {
        _queue.Add(Key);
        _queue.Add(Key);

        Assert.Equal(1, _queue.Count);
        Assert.Equal(1, _ready);
        Assert.True(_queue.TryTake(out var taken));
        Assert.Equal(Key, taken);
        Assert.False(_queue.TryTake(out _));
    }

    [Fact]
    public async Task AddAfter_KeepsTheEarliestOfSeveralTimes()
    {
        _queue.AddAfter(Key, TimeSpan.FromSeconds(10));
        _queue.AddAfter(Key, TimeSpan.FromSeconds(3));
        _queue.AddAfter(Key, TimeSpan.FromSeconds(7));

        await _clock.AdvanceAsync(TimeSpan.FromSeconds(2.9));
        Assert.Equal(0, _queue.Count);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(0.1));
        Assert.Equal(1, _queue.Count);
        _queue.TryTake(out _);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, _queue.Count);
    }

    [Theory]
    [InlineData(1, 0.005)]
    [InlineData(2, 0.01)]
    [InlineData(5, 0.08)]
    [InlineData(18, 655.36)]
    [InlineData(19, 1000)]
    [InlineData(40, 1000)]
    public async Task FailedKey_WaitsTwiceAsLongEachTime_UpToAThousandSeconds(int failures, double seconds)
    {
        for (var i = 1; i < failures; i++)
        {
            _queue.AddRateLimited(Key);
            await _clock.AdvanceAsync(TimeSpan.FromSeconds(1000));
            _queue.TryTake(out _);
        }

        _queue.AddRateLimited(Key);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        Assert.Equal(0, _queue.Count);
        await _clock.AdvanceAsync(TimeSpan.FromTicks(1));

        Assert.Equal(1, _queue.Count);
        Assert.Equal(failures, _queue.Failures(Key));
        _queue.Forget(Key);
        Assert.Equal(0, _queue.Failures(Key));
    }

    [Fact]
    public async Task Clear_ForgetsWhatWaitsAndWhatIsDueLater()
    {
        _queue.Add(Key);
        _queue.AddAfter(new ReconcileKey("", "later"), TimeSpan.FromSeconds(1));

        _queue.Clear();
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(0, _queue.Count);
    }

    public ValueTask DisposeAsync() => _executor.DisposeAsync();
}
