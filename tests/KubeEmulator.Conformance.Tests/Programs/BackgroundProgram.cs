using System.Diagnostics;

namespace KubeEmulator.Conformance.Programs;

/// <summary>A program that runs on while a test goes on, and is ended with it.</summary>
internal sealed class BackgroundProgram(Process process) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public StreamWriter Input => process.StandardInput;

    /// <summary>The next line of its output.</summary>
    public async Task<string> ReadLineAsync() => await process.StandardOutput.ReadLineAsync().WaitAsync(Patience)
        ?? throw new InvalidOperationException($"the program has ended: {await process.StandardError.ReadToEndAsync().WaitAsync(Patience)}");

    /// <summary>The next line of its complaints.</summary>
    public async Task<string> ReadErrorLineAsync() => await process.StandardError.ReadLineAsync().WaitAsync(Patience) ?? "";

    /// <summary>What it still writes until it ends by itself.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var rest = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return rest;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}
