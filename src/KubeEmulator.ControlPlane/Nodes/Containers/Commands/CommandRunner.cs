using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Streams;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>Runs commands in processes.</summary>
internal static class CommandRunner
{
    // Linux follows a chain of interpreters so far (BINPRM_MAX_RECURSION).
    private const int MaxInterpreters = 4;

    /// <summary>Runs a command in a child process with its own descriptors, or with a copy of the parent's.</summary>
    public static async Task<int> SpawnAsync(Process parent, FoundCommand found, IReadOnlyList<string> words, IReadOnlyDictionary<string, string> environment, string workingDirectory, FileTable? descriptors)
    {
        using var child = parent.Fork(words);
        if (descriptors is not null)
        {
            child.Descriptors.CloseAll();
            child.Descriptors = descriptors;
        }

        try
        {
            return await RunAsync(child, found, words, environment, workingDirectory);
        }
        catch (OperationCanceledException) when (child.Token.IsCancellationRequested && !child.Container.Killed.IsCancellationRequested)
        {
            return SignalStatus.Of(child.EndedBy);
        }
        catch (BrokenPipeException)
        {
            return SignalStatus.Of(ContainerSignal.Pipe);
        }
    }

    /// <summary>Runs a command in a process that is there: what exec does.</summary>
    public static async ValueTask<int> RunAsync(Process process, FoundCommand found, IReadOnlyList<string> words, IReadOnlyDictionary<string, string> environment, string workingDirectory)
    {
        var line = words;
        for (var step = 0; found.Interpreter is { } interpreter; step++)
        {
            line = [.. interpreter, found.Path, .. line.Skip(1)];
            found = CommandSearch.Find(process.Container.Files, ByteText.Decode(workingDirectory), null, interpreter[0]);
            if (found.Failure is not null || step >= MaxInterpreters)
            {
                await WriteErrorAsync(process, $"{words[0]}: not found\n");
                return 127;
            }
        }

        process.Command = line;
        return await RunFunctionAsync(process, found.Function!, line, environment, workingDirectory);
    }

    public static async ValueTask<int> RunFunctionAsync(Process process, CommandFunction function, IReadOnlyList<string> words, IReadOnlyDictionary<string, string> environment, string workingDirectory, string prefix = "")
    {
        var run = new CommandRun(process, prefix + (prefix.Length > 0 ? words[0] : PathText.BaseName(words[0])), words, environment, workingDirectory);
        try
        {
            var code = await function(run);
            process.Token.ThrowIfCancellationRequested();
            await run.Output.FlushAsync();
            return code;
        }
        catch (UsageException usage)
        {
            return await (usage.ShowsHelp ? run.UsageAsync(usage.Message, usage.Code) : run.FailAsync(usage.Message, usage.Code));
        }
        catch (FileFailureException failure)
        {
            return await run.FailAsync(failure.Path.Length > 0 ? $"{ByteText.Encode(failure.Path)}: {failure.Message}" : failure.Message);
        }
        catch (IOException failure) when (failure is not BrokenPipeException)
        {
            return await run.FailAsync(failure.Message);
        }
    }

    private static async ValueTask WriteErrorAsync(Process process, string text)
    {
        if (process.Descriptors[2]?.Stream is { } error)
        {
            await error.WriteAsync(ByteText.ToBytes(text), process.Token);
        }
    }
}
