using KubeEmulator.Tool.Commands;

namespace KubeEmulator.Tool.Tests.Commands;

public sealed class IdleTrimTests
{
    private const long Mebibyte = 1 << 20;
    private readonly HandTimer _time = new();
    private long _allocated = 20 * Mebibyte;
    private long _heap = 50 * Mebibyte;
    private int _trims;

    [Fact]
    public void Look_AfterABurst_TrimsOnceThereIsRest()
    {
        using var trim = new IdleTrim(_time, () => (_allocated, _heap), () => _trims++);

        Assert.Equal([0, 1, 1], Looks(0, 0, 0));
        Assert.Equal([1, 1, 2, 2], Looks(100 * Mebibyte, 100 * Mebibyte, 1000, 1000));
    }

    [Fact]
    public void Look_LittleWasAllocatedSince_DoesNotTrimAgain()
    {
        using var trim = new IdleTrim(_time, () => (_allocated, _heap), () => _trims++);

        Assert.Equal([0, 1], Looks(0, 0));
        Assert.Equal([1, 1, 1], Looks(4 * Mebibyte, 0, 0));
    }

    [Fact]
    public void Look_LargeHeap_IsLeftAlone()
    {
        _heap = 1000 * Mebibyte;
        using var trim = new IdleTrim(_time, () => (_allocated, _heap), () => _trims++);

        Assert.Equal([0, 0, 0], Looks(0, 0, 0));
    }

    [Fact]
    public void Dispose_Looks_NoMore()
    {
        new IdleTrim(_time, () => (_allocated, _heap), () => _trims++).Dispose();

        Assert.True(_time.IsDisposed);
    }

    // How many trims there were after each look, with what is allocated before it.
    private int[] Looks(params long[] allocated) => [.. allocated.Select(bytes =>
    {
        _allocated += bytes;
        _time.Fire();
        return _trims;
    })];

    /// <summary>A clock with one timer, which is fired by hand.</summary>
    private sealed class HandTimer : TimeProvider
    {
        private Action _fire = () => { };

        public bool IsDisposed { get; private set; }

        public void Fire() => _fire();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _fire = () => callback(state);
            return new Timer(this);
        }

        private sealed class Timer(HandTimer owner) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => owner.IsDisposed = true;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
