using System.CommandLine;
using System.Runtime.InteropServices;
using KubeEmulator.Objects;

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
            return 1;
        }

        EmulatedCluster cluster;
        try
        {
            cluster = await EmulatedCluster.StartAsync(flags.Options(parsed)).ConfigureAwait(false);
        }
        catch (Exception wrong) when (wrong is ArgumentException or ManifestException or ApiException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"error: {wrong.Message}").ConfigureAwait(false);
            return 1;
        }

        await using (cluster.ConfigureAwait(false))
        {
            Uri address;
            try
            {
                address = await cluster.ListenAsync(parsed.GetValue(flags.Port), !parsed.GetValue(flags.Http)).ConfigureAwait(false);
            }
            catch (IOException taken)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"error: {taken.Message}").ConfigureAwait(false);
                return 1;
            }

            var file = parsed.GetValue(flags.Kubeconfig)?.FullName ?? Path.Combine(Path.GetTempPath(), $"kube-emulator-{address.Port}.kubeconfig");
            await KubeconfigFile.WriteAsync(file, cluster.Kubeconfig(address)).ConfigureAwait(false);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"ready {address.GetLeftPart(UriPartial.Authority)} kubeconfig={file}").ConfigureAwait(false);

            await StopSignal.WaitAsync(cancellation).ConfigureAwait(false);
        }

        return 0;
    }
}
