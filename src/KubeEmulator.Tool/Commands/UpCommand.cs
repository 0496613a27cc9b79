using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using KubeEmulator.Api;
using KubeEmulator.Nodes.Stages;
using KubeEmulator.Objects;
using KubeEmulator.Server.Transport;
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
            var bind = IPAddress.Parse(parsed.GetValue(flags.BindAddress)!);
            using var free = parsed.GetValue(flags.Port) == 0 ? KestrelHost.Bind(bind) : null;
            var cluster = await StartAsync(flags, parsed, free).ConfigureAwait(false);
            await using (cluster.ConfigureAwait(false))
            {
                var tls = !parsed.GetValue(flags.Http);
                var address = free is null
                    ? await cluster.ListenOnAsync(bind, parsed.GetValue(flags.Port), tls).ConfigureAwait(false)
                    : await cluster.ListenOnAsync(free, tls).ConfigureAwait(false);
                await ServeAsync(cluster, address, flags, parsed, cancellation).ConfigureAwait(false);
            }

            return ExitCodes.Done;
        }
        catch (Exception wrong) when (wrong is ArgumentException or ManifestException or StageException or InvalidDataException or ApiException or IOException or ToolException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"error: {wrong.Message}").ConfigureAwait(false);
            return ExitCodes.Refused;
        }
    }

    // A free port is taken first: the Service kubernetes and its endpoints name it from the start, where a write later would be the longest
    // part of it, as nothing else that is to be compiled goes the way of updates.
    private static async Task<EmulatedCluster> StartAsync(UpFlags flags, ParseResult parsed, Socket? free)
    {
        var options = flags.Options(parsed);
        options = free is null ? options : options with { SecurePort = ((IPEndPoint)free.LocalEndPoint!).Port };
        using var progress = new Progress(parsed.InvocationConfiguration.Error, "starting the cluster");
        return await EmulatedCluster.StartAsync(options).ConfigureAwait(false);
    }

    private static async Task ServeAsync(EmulatedCluster cluster, Uri address, UpFlags flags, ParseResult parsed, CancellationToken cancellation)
    {
        using var stop = new StopSignal(cancellation);
        var file = parsed.GetValue(flags.Kubeconfig)?.FullName ?? KubeconfigFile.Default(address.Port);
        KubeconfigFile.Write(file, cluster.Kubeconfig(address));
        var server = address.GetLeftPart(UriPartial.Authority);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(flags.Output) == "json"
            ? MapValue.Of(("server", server), ("kubeconfig", file), ("version", EmulatorVersion.Text), ("pid", Environment.ProcessId)).ToString()
            : $"ready {server} kubeconfig={file}").ConfigureAwait(false);
        using var trim = IdleTrim.OfProcess(TimeProvider.System);
        try
        {
            stop.Wait();
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
