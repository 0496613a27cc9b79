using System.Text;

namespace KubeEmulator.Nodes.Containers;

/// <summary>
/// A program that is told: lines to write and when, how to end, what to answer to an exec, what to serve. Made with
/// chained calls; it can serve any number of containers.
/// </summary>
public sealed class ScriptedProgram : ContainerProgram
{
    private readonly List<(TimeSpan After, string? Line, bool Error)> steps = [];
    private readonly Dictionary<string, (string Output, string Error, int Code)> execs = new(StringComparer.Ordinal);
    private readonly Dictionary<int, ContainerPort> ports = [];
    private int? exitCode;

    /// <summary>Writes a line to standard output.</summary>
    public ScriptedProgram Line(string text) => Step(TimeSpan.Zero, text, error: false);

    /// <summary>Writes a line to standard error.</summary>
    public ScriptedProgram ErrorLine(string text) => Step(TimeSpan.Zero, text, error: true);

    /// <summary>Waits on the cluster's clock.</summary>
    public ScriptedProgram Wait(TimeSpan time) => Step(time, null, error: false);

    /// <summary>Ends after the last step; without this the program runs until it is asked to end, and then ends with 0.</summary>
    public ScriptedProgram Exit(int code)
    {
        exitCode = code;
        return this;
    }

    /// <summary>Answers an exec of this command line, its words joined by single spaces.</summary>
    public ScriptedProgram OnExec(string command, string output, int code = 0, string error = "")
    {
        execs[command] = (output, error, code);
        return this;
    }

    /// <summary>Serves a port while the program runs.</summary>
    public ScriptedProgram Serve(int port, ContainerPort handler)
    {
        ports[port] = handler;
        return this;
    }

    /// <inheritdoc/>
    public override async Task<int> RunAsync(ContainerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var listening = ports.Select(port => context.Network.Listen(port.Key, port.Value)).ToArray();
        try
        {
            foreach (var (after, line, error) in steps)
            {
                if (line is not null)
                {
                    await (error ? context.StandardError : context.StandardOutput).WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), context.Killed);
                }
                else
                {
                    await context.DelayAsync(after, context.Stopping);
                }
            }

            if (exitCode is { } code)
            {
                return code;
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, context.Stopping);
            return 0;
        }
        catch (OperationCanceledException) when (context.Stopping.IsCancellationRequested)
        {
            return 0;
        }
        finally
        {
            foreach (var port in listening)
            {
                port.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public override async Task<int> ExecAsync(ContainerContext context, ExecRequest request)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(request);
        if (!execs.TryGetValue(string.Join(' ', request.Command), out var answer))
        {
            return await base.ExecAsync(context, request);
        }

        await context.StandardOutput.WriteAsync(Encoding.UTF8.GetBytes(answer.Output), context.Killed);
        await context.StandardError.WriteAsync(Encoding.UTF8.GetBytes(answer.Error), context.Killed);
        return answer.Code;
    }

    private ScriptedProgram Step(TimeSpan after, string? line, bool error)
    {
        steps.Add((after, line, error));
        return this;
    }
}
