using KubeEmulator.Runtime;

namespace KubeEmulator.ControlPlane.Tests.Runtime;

public sealed class SerialExecutorTests
{
    private readonly ClusterClock _clock = ClusterClock.Manual();
    private readonly List<Exception> _faults = [];

    [Fact]
    public async Task Work_RunsOneAtATime_InTheOrderPosted()
    {
        await using var executor = New();
        var (running, most, seen) = (0, 0, new List<int>());

        for (var i = 0; i < 100; i++)
        {
            var number = i;
            executor.Post(async () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await Task.Yield();
                seen.Add(number);
                Interlocked.Decrement(ref running);
            });
        }

        await executor.WhenIdleAsync();
        Assert.Equal(1, most);
        Assert.Equal(Enumerable.Range(0, 100), seen);
        Assert.True(executor.IsIdle);
    }

    [Fact]
    public async Task RunHere_DoesWhatItsCauseGives_OnTheSameThread_BeforeItReturns()
    {
        await using var executor = New();
        var (thread, seen) = (0, 0);

        Assert.True(executor.RunHere(() =>
        {
            executor.Post(() =>
            {
                (thread, seen) = (Environment.CurrentManagedThreadId, seen + 1);
                return ValueTask.CompletedTask;
            });
            Assert.Equal(0, seen);
            return true;
        }));

        Assert.Equal((Environment.CurrentManagedThreadId, 1), (thread, seen));
        Assert.True(executor.IsIdle);
    }

    [Fact]
    public async Task RunHere_OfWorkThatGoesOnAndOn_GivesTheThreadBack()
    {
        await using var executor = New();
        var (steps, stop) = (0, false);

        executor.RunHere(() =>
        {
            executor.Post(Again);
            return true;
        });

        Assert.False(executor.IsIdle);
        Volatile.Write(ref stop, true);
        await executor.WhenIdleAsync();
        Assert.True(steps >= 1000);

        ValueTask Again()
        {
            steps++;
            if (!Volatile.Read(ref stop))
            {
                executor.Post(Again);
            }

            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public async Task DelayedWork_RunsByDueTimeThenSequence_AndCanBeTakenBack()
    {
        await using var executor = New();
        _clock.Settle = _ => executor.WhenIdleAsync();
        var (start, seen) = (_clock.GetUtcNow(), new List<string>());
        executor.PostAt(start.AddSeconds(5), () => Note("b"));
        executor.PostAt(start.AddSeconds(1), () => Note("a"));
        executor.PostAt(start.AddSeconds(5), () => Note("c"));
        executor.PostAt(start.AddSeconds(2), () => Note("never")).Dispose();

        await _clock.AdvanceAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(["a", "b", "c"], seen);

        ValueTask Note(string name)
        {
            seen.Add(name);
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public async Task WorkThatThrows_IsReported_AndTheRestGoesOn()
    {
        await using var executor = New();
        var ran = false;
        executor.Post(() => throw new InvalidOperationException("broken"));
        executor.Post(() =>
        {
            ran = true;
            return ValueTask.CompletedTask;
        });

        await executor.WhenIdleAsync();

        Assert.True(ran);
        Assert.Equal("broken", Assert.Single(_faults).Message);
    }

    [Fact]
    public async Task Looks_RunAfterEachPieceOfWork_InTheOrderAdded()
    {
        await using var executor = New();
        var seen = new List<string>();
        executor.AddLook(() => seen.Add("first"));
        using (executor.AddLook(() => seen.Add("second")))
        {
            executor.Post(() =>
            {
                seen.Add("work");
                return ValueTask.CompletedTask;
            });
            await executor.WhenIdleAsync();
        }

        executor.LookAround();
        await executor.WhenIdleAsync();

        Assert.Equal(["work", "first", "second", "first"], seen);
    }

    [Fact]
    public async Task HeldExecutor_BeginsWhenItIsLetGo()
    {
        await using var executor = New();
        var ran = 0;
        var held = executor.Hold();
        executor.Post(() =>
        {
            ran++;
            return ValueTask.CompletedTask;
        });
        Assert.Equal(0, ran);
        Assert.False(executor.IsIdle);

        held.Dispose();
        await executor.WhenIdleAsync();

        Assert.Equal(1, ran);
    }

    [Fact]
    public async Task DisposedExecutor_RunsNothingMore()
    {
        var executor = New();
        await executor.DisposeAsync();
        var ran = false;

        executor.Post(() =>
        {
            ran = true;
            return ValueTask.CompletedTask;
        });

        Assert.True(executor.IsIdle);
        Assert.False(ran);
    }

    [Fact]
    public async Task DisposedExecutor_WorkThatNeverEnds_IsLeftBehind()
    {
        var executor = new SerialExecutor(_clock, _faults.Add, TimeSpan.FromMilliseconds(20));
        var (begun, never) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource<bool>());
        var asked = executor.RunAsync(async () =>
        {
            begun.SetResult();
            return await never.Task;
        });
        await begun.Task;

        await executor.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => asked);
    }

    [Fact]
    public async Task DisposedExecutor_TellsWhoWaitsForATurn()
    {
        var executor = New();
        using var held = executor.Hold();
        var asked = executor.RunAsync(() => ValueTask.FromResult(1));
        var idle = executor.WhenIdleAsync();

        await executor.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => asked);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => executor.RunAsync(() => ValueTask.FromResult(2)));
        await idle;
    }

    [Fact]
    public async Task Run_AnswersWhatTheWorkAnswersOrThrows()
    {
        await using var executor = New();

        Assert.Equal(7, await executor.RunAsync(() => ValueTask.FromResult(7)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => executor.RunAsync<int>(() => throw new InvalidOperationException("broken")));
        Assert.Empty(_faults);
    }

    private SerialExecutor New() => new(_clock, _faults.Add);
}
