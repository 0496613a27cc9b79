using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Shell.Syntax;
using KubeEmulator.Nodes.Containers.Streams;

namespace KubeEmulator.Nodes.Containers.Shell;

/// <content>Subshells, pipelines, the background, and how a shell ends.</content>
internal sealed partial class Shell
{
    private async ValueTask<int> InSubshellAsync(ShellNode body, bool tested)
    {
        var shell = Fork();
        return await ReportAsync(await shell.RunChildAsync(body, tested));
    }

    /// <summary>Takes the status of a child; where a signal ended it, that is said, as dash does but for INT and PIPE.</summary>
    public async ValueTask<int> ReportAsync(int status)
    {
        if (SignalStatus.Describe(status) is { } text)
        {
            await WriteAsync(2, text + "\n");
        }

        return SignalStatus.Code(status);
    }

    private async ValueTask<int> PipelineAsync(ShellNode.Pipeline pipeline)
    {
        var running = new List<Task<int>>();
        FileHandle? input = null;
        for (var index = 0; index < pipeline.Stages.Count; index++)
        {
            var shell = Fork();
            if (input is not null)
            {
                shell.Process.Descriptors.Set(0, input);
            }

            if (index < pipeline.Stages.Count - 1)
            {
                var pipe = new BoundedPipe();
                shell.Process.Descriptors.Set(1, new FileHandle(pipe.Writer));
                input = new FileHandle(pipe.Reader);
            }

            running.Add(shell.RunChildAsync(pipeline.Stages[index], tested: false).AsTask());
        }

        var codes = await Task.WhenAll(running).WaitAsync(Process.Token);
        return await ReportAsync(Options.PipeFail ? codes.LastOrDefault(code => code != 0) : codes[^1]);
    }

    private void StartBackground(ShellNode body)
    {
        var shell = Fork();
        shell.Process.IsBackground = true;
        if (!Options.Interactive)
        {
            shell.Process.Descriptors.Set(0, new FileHandle(Stream.Null));
        }

        LastBackground = shell.Process.Id;
        Jobs[LastBackground] = shell.RunDetachedAsync(body);
    }

    private async Task<int> RunDetachedAsync(ShellNode body)
    {
        // The shell goes on first, as after a fork.
        await Task.Yield();
        return await RunChildAsync(body, tested: false);
    }

    /// <summary>The life of a subshell: runs one command, its exit trap, and ends its process.</summary>
    private async ValueTask<int> RunChildAsync(ShellNode body, bool tested)
    {
        using (Process)
        {
            return await FinishAsync(async () => await EvaluateAsync(body, tested));
        }
    }

    /// <summary>Runs to the end of the shell, whatever ends it; the result is its exit code.</summary>
    public async ValueTask<int> FinishAsync(Func<ValueTask<int>> run)
    {
        try
        {
            var status = await GuardAsync(run);
            LastStatus = status;
            Flow = ShellFlow.Next;
            if (Traps.TakeExit() is { Length: > 0 } action)
            {
                var last = await GuardAsync(() => RunTextAsync(action));
                status = Flow == ShellFlow.Exit ? last : status;
            }

            return status;
        }
        catch (OperationCanceledException) when (Process.Token.IsCancellationRequested)
        {
            return SignalStatus.Of(Process.EndedBy);
        }
        catch (BrokenPipeException)
        {
            return SignalStatus.Of(ContainerSignal.Pipe);
        }
    }

    private async ValueTask<int> GuardAsync(Func<ValueTask<int>> run)
    {
        try
        {
            return await run();
        }
        catch (ShellErrorException failure)
        {
            await ErrorAsync(failure.Message);
            Flow = ShellFlow.Exit;
            return LastStatus = failure.Status;
        }
        catch (ShellSyntaxException failure)
        {
            Line = failure.Line;
            await ErrorAsync(failure.Message);
            Flow = ShellFlow.Exit;
            return LastStatus = 2;
        }
        catch (ProcessLimitException failure)
        {
            await ErrorAsync(failure.Message);
            Flow = ShellFlow.Exit;
            return LastStatus = 2;
        }
    }
}
