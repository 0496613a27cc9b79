using KubeEmulator.Nodes.Containers.Commands;

namespace KubeEmulator.Nodes.Containers.Processes;

/// <summary>One run of a command: its words, its streams and the world around it. All strings are <see cref="ByteText"/>.</summary>
internal sealed class CommandRun
{
    private ByteReader? input;

    public CommandRun(Process process, string name, IReadOnlyList<string> words, IReadOnlyDictionary<string, string> environment, string workingDirectory)
    {
        Process = process;
        Name = name;
        Words = words;
        Arguments = [.. words.Skip(1)];
        Environment = environment;
        WorkingDirectory = workingDirectory;
        Output = new ByteWriter(Stream(1) ?? System.IO.Stream.Null, process.Token);
    }

    public Process Process { get; }

    /// <summary>The name the command was called by.</summary>
    public string Name { get; }

    /// <summary>The whole command line.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The words after the name.</summary>
    public IReadOnlyList<string> Arguments { get; }

    public IReadOnlyDictionary<string, string> Environment { get; }

    public string WorkingDirectory { get; }

    public ByteWriter Output { get; }

    /// <summary>Standard input; the output is flushed before a read waits.</summary>
    public ByteReader Input => input ??= Reader(Stream(0) ?? System.IO.Stream.Null);

    public VirtualFileSystem Files => Process.Container.Files;

    public TimeProvider Time => Process.Container.Time;

    public CancellationToken Token => Process.Token;

    /// <summary>The permissions of a new file.</summary>
    public int NewFileMode => 0x1b6 & ~Process.Umask;

    public Stream? Stream(int descriptor) => Process.Descriptors[descriptor]?.Stream;

    public ByteReader Reader(Stream stream) => new(stream, Token, Output.FlushAsync);

    /// <summary>A path as the file system wants it: absolute, in real text.</summary>
    public string Path(string argument) => PathText.Absolute(ByteText.Decode(WorkingDirectory), argument);

    /// <summary>Opens a file, or standard input for "-".</summary>
    public Stream OpenRead(string argument) => argument == "-" ? Stream(0) ?? System.IO.Stream.Null : Files.OpenRead(Path(argument));

    /// <summary>Writes "name: message" to standard error and returns the exit code.</summary>
    public async ValueTask<int> FailAsync(string message, int code = 1)
    {
        await Output.FlushAsync();
        await ErrorAsync($"{Name}: {message}\n");
        return code;
    }

    /// <summary>Says what is wrong with the call, and where help is, as GNU's commands do.</summary>
    public ValueTask<int> UsageAsync(string message, int code = 1) => FailAsync($"{message}\nTry '{Name} --help' for more information.", code);

    public async ValueTask ErrorAsync(string text)
    {
        if (Stream(2) is { } error)
        {
            await error.WriteAsync(ByteText.ToBytes(text), Token);
        }
    }

    public ValueTask<int> FailAsync(string what, FileFailureException failure, int code = 1) => FailAsync($"{what}: {failure.Message}", code);

    /// <summary>Runs another command as a child and waits for it; for xargs, env and their like. The descriptors are the child's to close.</summary>
    public async Task<int> StartAsync(IReadOnlyList<string> words, IReadOnlyDictionary<string, string>? environment = null, FileTable? descriptors = null)
    {
        await Output.FlushAsync();
        var variables = environment ?? Environment;
        var found = CommandSearch.Find(Files, ByteText.Decode(WorkingDirectory), variables.GetValueOrDefault("PATH"), words[0]);
        if (found.Failure is { } failure)
        {
            descriptors?.CloseAll();
            var shown = Name switch { "xargs" => words[0], "timeout" or "nohup" or "nice" => $"failed to run command '{words[0]}'", _ => $"'{words[0]}'" };
            return await FailAsync($"{shown}: {(failure.Status == 127 ? "No such file or directory" : failure.Message)}", failure.Status);
        }

        return SignalStatus.Code(await CommandRunner.SpawnAsync(Process, found, words, variables, WorkingDirectory, descriptors));
    }

    /// <summary>Runs another command in this process, as exec does; for entry points.</summary>
    public async ValueTask<int> ReplaceAsync(IReadOnlyList<string> words)
    {
        await Output.FlushAsync();
        var found = CommandSearch.Find(Files, ByteText.Decode(WorkingDirectory), Environment.GetValueOrDefault("PATH"), words[0]);
        return found.Failure is { } failure
            ? await FailAsync($"exec: {words[0]}: {failure.Message}", failure.Status)
            : await CommandRunner.RunAsync(Process, found, words, Environment, WorkingDirectory);
    }
}
