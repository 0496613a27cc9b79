using System.Text;
using KubeEmulator.Nodes.Containers;

namespace KubeEmulator.ControlPlane.Tests.Nodes.Containers;

/// <summary>A container of a built-in image, with streams that gather what it writes.</summary>
internal sealed class TestContainer : IDisposable
{
    private readonly ProgramEntry entry;

    public TestContainer(string image = "debian", TimeProvider? time = null, IContainerNetwork? network = null, params string[] command)
        : this(image, time, network, stdin: false, command)
    {
    }

    public TestContainer(string image, TimeProvider? time, IContainerNetwork? network, bool stdin, params string[] command)
    {
        entry = ProgramCatalog.Default().Find(image);
        Time = time ?? TimeProvider.System;
        Network = network ?? new PodNetwork([System.Net.IPAddress.Parse("10.0.0.7")], "web-0", "default");
        Log = new ContainerLog();
        Files = new VirtualFileSystem(Time, entry.Image.Files);
        Running = RunningContainer.Start(entry.Create(), new ContainerSpec
        {
            Name = "main",
            Image = image,
            Command = command.Length > 0 ? command : ["sleep", "infinity"],
            Stdin = stdin,
            Executor = Executor,
            Environment = entry.Image.Environment,
            HostName = "web-0",
            PodName = "web-0",
            Files = Files,
            Network = Network,
            Time = Time,
            Log = Log,
        });
    }

    public ProgramExecutor Executor { get; } = new();

    public TimeProvider Time { get; }

    public IContainerNetwork Network { get; }

    public ContainerLog Log { get; }

    public VirtualFileSystem Files { get; }

    public RunningContainer Running { get; }

    /// <summary>Runs a command to its end.</summary>
    public async Task<(string Output, string Error, int Code)> ExecAsync(IReadOnlyList<string> command, string? input = null)
    {
        var (output, error) = (new MemoryStream(), new MemoryStream());
        var code = await Running.ExecAsync(
            new ExecRequest { Command = command, Stdin = input is null ? null : new MemoryStream(Encoding.UTF8.GetBytes(input)), Stdout = output, Stderr = error },
            CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
        return (Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()), code);
    }

    public Task<(string Output, string Error, int Code)> ShellAsync(string script) => ExecAsync(["sh", "-c", script]);

    public void Dispose() => Running.Dispose();
}
