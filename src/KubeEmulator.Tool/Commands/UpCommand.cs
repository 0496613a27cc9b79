using System.CommandLine;
using System.Net;
using KubeEmulator.Api;
using KubeEmulator.Nodes.Stages;
using KubeEmulator.Objects;
using KubeEmulator.Tool.Control;
using KubeEmulator.Values;

namespace KubeEmulator.Tool.Commands;

/// <summary><c>kube-emulator up</c>: serves a cluster on a loopback port until it is told to stop.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var flags = new UpFlags();
        var command = new Command("up", "Starts a cluster on a loopback port and serves it until Ctrl-C.");
        foreach (var option in flags.All)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) => RunAsync(flags, parsed, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(UpFlags flags, ParseResult parsed, CancellationToken cancellation)
    {
        if (flags.Fault(parsed) is { } fault)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"error: {fault}").ConfigureAwait(false);
            return ExitCodes.Usage;
        }

        try
        {
            var cluster = await StartAsync(flags, parsed).ConfigureAwait(false);
            await using (cluster.ConfigureAwait(false))
            {
                await ServeAsync(cluster, flags, parsed, cancellation).ConfigureAwait(false);
            }

            return ExitCodes.Done;
        }
        catch (Exception wrong) when (wrong is ArgumentException or ManifestException or StageException or InvalidDataException or ApiException or IOException or ToolException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"error: {wrong.Message}").ConfigureAwait(false);
            return ExitCodes.Refused;
        }
    }

    private static async Task<EmulatedCluster> StartAsync(UpFlags flags, ParseResult parsed)
    {
        using var progress = new Progress(parsed.InvocationConfiguration.Error, "starting the cluster");
        return await EmulatedCluster.StartAsync(flags.Options(parsed)).ConfigureAwait(false);
    }

    private static async Task ServeAsync(EmulatedCluster cluster, UpFlags flags, ParseResult parsed, CancellationToken cancellation)
    {
        var bind = IPAddress.Parse(parsed.GetValue(flags.BindAddress)!);
        var address = await cluster.ListenOnAsync(bind, parsed.GetValue(flags.Port), !parsed.GetValue(flags.Http)).ConfigureAwait(false);
        var file = parsed.GetValue(flags.Kubeconfig)?.FullName ?? KubeconfigFile.Default(address.Port);
        await KubeconfigFile.WriteAsync(file, cluster.Kubeconfig(address)).ConfigureAwait(false);
        var server = address.GetLeftPart(UriPartial.Authority);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(flags.Output) == "json"
            ? MapValue.Of(("server", server), ("kubeconfig", file), ("version", EmulatorVersion.Text), ("pid", Environment.ProcessId)).ToString()
            : $"ready {server} kubeconfig={file}").ConfigureAwait(false);
        using var trim = IdleTrim.OfProcess(TimeProvider.System);
        try
        {
            await StopSignal.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            // Its keys and its port are worth nothing any more; a file that the user named is the user's.
            if (parsed.GetValue(flags.Kubeconfig) is null)
            {
                File.Delete(file);
            }
        }
    }
}
