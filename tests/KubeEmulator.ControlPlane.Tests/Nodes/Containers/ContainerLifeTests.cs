using KubeEmulator.Nodes.Containers;

namespace KubeEmulator.ControlPlane.Tests.Nodes.Containers;

public sealed class ContainerLifeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Sleep_OnAManualClock_EndsWhenTheClockSaysSo()
    {
        var time = new ManualTime();
        using var container = new TestContainer("busybox", time, null, "sh", "-c", "echo start; sleep 3600; date +%H:%M; exit 7");

        await time.WaiterAsync();
        Assert.True(container.Running.IsRunning);
        time.Advance(TimeSpan.FromHours(1));
        var exit = await container.Running.Exit.WaitAsync(Patience);

        Assert.Equal(7, exit.Code);
        Assert.Equal(TimeSpan.FromHours(1), exit.FinishedAt - exit.StartedAt);
        Assert.Equal("start\n04:04\n", container.Log.ReadText());
    }

    [Fact]
    public async Task Sleep_LongerThanATimerGoes_LastsItsTime()
    {
        var time = new ManualTime();
        using var container = new TestContainer("busybox", time, null, "sleep", "100d");

        for (var months = 0; months < 3; months++)
        {
            await time.WaiterAsync();
            time.Advance(TimeSpan.FromDays(30));
        }

        await time.WaiterAsync();
        Assert.True(container.Running.IsRunning);
        time.Advance(TimeSpan.FromDays(10));

        Assert.Equal(0, (await container.Running.Exit.WaitAsync(Patience)).Code);
    }

    [Fact]
    public async Task Executor_WhileAProgramSleeps_IsIdle()
    {
        var time = new ManualTime();
        using var container = new TestContainer("busybox", time, null, "sleep", "60");

        await time.WaiterAsync();

        Assert.True(SpinWait.SpinUntil(() => !container.Executor.IsBusy, Patience));
    }

    [Fact]
    public async Task Term_ShellWithoutATrap_IsIgnoredAsForAnyFirstProcess()
    {
        var time = new ManualTime();
        using var container = new TestContainer("busybox", time, null, "sleep", "60");
        await time.WaiterAsync();

        container.Running.Signal(ContainerSignal.Term);
        Assert.Equal(0, (await container.ShellAsync("true")).Code);
        Assert.True(container.Running.IsRunning);

        container.Running.Signal(ContainerSignal.Kill);
        Assert.Equal(137, (await container.Running.Exit.WaitAsync(Patience)).Code);
    }

    [Fact]
    public async Task Term_ShellWithATrap_RunsIt()
    {
        using var container = new TestContainer("busybox", null, null, "sh", "-c", "trap 'echo bye; exit 3' TERM; echo ready; sleep 600 & wait");
        await WaitForLogAsync(container, "ready");

        container.Running.Signal(ContainerSignal.Term);

        Assert.Equal(3, (await container.Running.Exit.WaitAsync(Patience)).Code);
        Assert.Equal("ready\nbye\n", container.Log.ReadText());
    }

    [Fact]
    public async Task Start_CommandThatIsNotThere_FailsWithTheRuntimesWords()
    {
        using var container = new TestContainer("busybox", null, null, "/no/such", "x");

        var exit = await container.Running.Exit.WaitAsync(Patience);

        Assert.Equal((128, "StartError", "exec: \"/no/such\": stat /no/such: no such file or directory"), (exit.Code, exit.Reason, exit.StartError));
    }

    [Fact]
    public async Task Exec_CommandThatIsNotThere_Throws()
    {
        using var container = new TestContainer();

        var failure = await Assert.ThrowsAsync<ContainerStartException>(() => container.ExecAsync(["nosuch"]));

        Assert.Equal("exec: \"nosuch\": executable file not found in $PATH", failure.Message);
    }

    [Fact]
    public async Task Exec_CallerLeaves_KillsTheCommand()
    {
        using var container = new TestContainer();
        using var leaving = new CancellationTokenSource();
        var running = container.Running.ExecAsync(new ExecRequest { Command = ["sleep", "1000"] }, leaving.Token);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Patience));
    }

    [Fact]
    public async Task Attach_ToARunningContainer_JoinsItsStreams()
    {
        using var container = new TestContainer("busybox", null, null, stdin: true, "sh", "-c", "read line; echo got $line");
        var output = new MemoryStream();

        await container.Running.AttachAsync(new AttachRequest { Stdin = new MemoryStream("hello\n"u8.ToArray()), Stdout = output }, CancellationToken.None).WaitAsync(Patience);

        Assert.Equal("got hello\n", System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public async Task Attach_AnsweredBeforeTheInputIsAtItsEnd_StillGetsTheAnswer()
    {
        using var container = new TestContainer("busybox", null, null, stdin: true, "sh", "-c", "read line; echo got $line");
        var output = new MemoryStream();
        using var input = new LineThenWait("hello\n"u8.ToArray(), container.Running.Exit);

        await container.Running.AttachAsync(new AttachRequest { Stdin = input, Stdout = output }, CancellationToken.None).WaitAsync(Patience);

        Assert.Equal("got hello\n", System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public async Task Delegate_ThatThrows_EndsWithCodeOneAndSaysWhy()
    {
        var log = new ContainerLog();
        using var running = RunningContainer.Start(
            ContainerProgram.From(_ => throw new InvalidOperationException("broken")),
            new ContainerSpec { Name = "c", Image = "own", Files = new VirtualFileSystem(TimeProvider.System), Network = new PodNetwork([], "h", "n"), Time = TimeProvider.System, Log = log });

        Assert.Equal(1, (await running.Exit.WaitAsync(Patience)).Code);
        Assert.Contains("broken", log.ReadText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripted_LinesExecAndExit_AreWhatWasTold()
    {
        var log = new ContainerLog();
        var time = new ManualTime();
        using var running = RunningContainer.Start(
            new ScriptedProgram().Line("one").Wait(TimeSpan.FromMinutes(5)).ErrorLine("two").OnExec("is ready", "yes\n", 4).Exit(9),
            new ContainerSpec { Name = "c", Image = "own", Files = new VirtualFileSystem(time), Network = new PodNetwork([], "h", "n"), Time = time, Log = log });
        var output = new MemoryStream();

        await time.WaiterAsync();
        Assert.Equal(4, await running.ExecAsync(new ExecRequest { Command = ["is", "ready"], Stdout = output }, CancellationToken.None));
        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(9, (await running.Exit.WaitAsync(Patience)).Code);
        Assert.Equal("one\ntwo\n", log.ReadText());
        Assert.Equal(4, output.Length);
    }

    [Fact]
    public async Task Shell_RecursionWithoutEnd_EndsWithAnError()
    {
        using var container = new TestContainer();

        var (_, error, code) = await container.ShellAsync("f() { f; }; f");

        Assert.Equal((2, "sh: 1: Maximum function recursion depth (1000) reached\n"), (code, error));
    }

    private static async Task WaitForLogAsync(TestContainer container, string text)
    {
        var seen = new FirstLine(text);
        using var stop = new CancellationTokenSource(Patience);
        _ = container.Log.CopyToAsync(seen, new LogReadOptions { Follow = true }, stop.Token);
        await seen.Found.WaitAsync(Patience);
    }

    // Holds whoever reads on until the container has ended: whatever the caller has not done by then is too late.
    private sealed class LineThenWait(byte[] line, Task ended) : MemoryStream(line)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length)
            {
                ended.Wait(Patience, CancellationToken.None);
            }

            return base.ReadAsync(buffer, cancellationToken);
        }
    }

    private sealed class FirstLine(string text) : MemoryStream
    {
        private readonly TaskCompletionSource found = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Found => found.Task;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await base.WriteAsync(buffer, cancellationToken);
            if (System.Text.Encoding.UTF8.GetString(ToArray()).Contains(text, StringComparison.Ordinal))
            {
                found.TrySetResult();
            }
        }
    }
}
