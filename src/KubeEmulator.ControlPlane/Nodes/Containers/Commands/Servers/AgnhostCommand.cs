using System.Security.Cryptography.X509Certificates;
using KubeEmulator.Nodes.Containers.Network;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Servers;

/// <summary>Kubernetes' test image agnhost: the subcommands that its end-to-end tests use most (upstream test/images/agnhost).</summary>
internal static class AgnhostCommand
{
    private static readonly Dictionary<string, CommandFunction> Subcommands = new(StringComparer.Ordinal)
    {
        ["connect"] = AgnhostNetwork.ConnectAsync,
        ["dns-server-list"] = AgnhostNetwork.NameServersAsync,
        ["dns-suffix"] = AgnhostNetwork.SuffixesAsync,
        ["entrypoint-tester"] = EntrypointAsync,
        ["etc-hosts"] = AgnhostNetwork.HostsAsync,
        ["grpc-health-checking"] = AgnhostHealth.RunAsync,
        ["liveness"] = AgnhostServers.LivenessAsync,
        ["logs-generator"] = AgnhostLogs.RunAsync,
        ["mounttest"] = AgnhostMounts.RunAsync,
        ["netexec"] = AgnhostNetexec.RunAsync,
        ["pause"] = PauseAsync,
        ["port-forward-tester"] = AgnhostForward.RunAsync,
        ["porter"] = AgnhostServers.PorterAsync,
        ["serve-hostname"] = AgnhostServers.HostNameAsync,
        ["test-webserver"] = AgnhostServers.WebServerAsync,
    };

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        if (run.Arguments.Count > 0 && Subcommands.TryGetValue(run.Arguments[0], out var subcommand))
        {
            return await subcommand(run);
        }

        if (run.Arguments is ["--version"])
        {
            await run.Output.WriteLineAsync("agnhost version 2.53");
            return 0;
        }

        await run.ErrorAsync($"Error: unknown command \"{(run.Arguments.Count > 0 ? run.Arguments[0] : "")}\" for \"app\"\nRun 'app --help' for usage.\n");
        return 1;
    }

    /// <summary>The value of a flag, as --name=value or --name value; null: not given.</summary>
    public static string? Flag(CommandRun run, string name)
    {
        for (var index = 1; index < run.Arguments.Count; index++)
        {
            var word = run.Arguments[index];
            var bare = word.TrimStart('-');
            if (bare.Length < word.Length && bare.StartsWith(name + "=", StringComparison.Ordinal))
            {
                return bare[(name.Length + 1)..];
            }

            if (bare.Length < word.Length && bare == name)
            {
                return index + 1 < run.Arguments.Count && !run.Arguments[index + 1].StartsWith('-') ? run.Arguments[index + 1] : "true";
            }
        }

        return null;
    }

    public static int Number(CommandRun run, string name, int otherwise) =>
        Flag(run, name) is { } text ? (int)(CommandNumbers.Parse(text) ?? throw new UsageException($"invalid argument \"{text}\" for \"--{name}\" flag")) : otherwise;

    /// <summary>The certificate that a server was given; null: none.</summary>
    public static X509Certificate2? Certificate(CommandRun run) => Flag(run, "tls-cert-file") is { } certificate
        ? PortCertificate.FromPem(run.Files.ReadAllText(run.Path(certificate)), run.Files.ReadAllText(run.Path(Flag(run, "tls-private-key-file") ?? "")))
        : null;

    /// <summary>A line of Go's log package, on standard error.</summary>
    public static ValueTask LogAsync(CommandRun run, string text) => run.ErrorAsync($"{DateText.Format(run.Time.GetUtcNow(), "%Y/%m/%d %H:%M:%S")} {text}\n");

    private static async ValueTask<int> EntrypointAsync(CommandRun run)
    {
        await run.Output.WriteLineAsync($"[{string.Join(' ', run.Words)}]");
        return 0;
    }

    private static async ValueTask<int> PauseAsync(CommandRun run)
    {
        using var server = new ServerProcess(run);
        var caught = ContainerSignal.None;
        server.OnSignals(signal =>
        {
            if (signal is ContainerSignal.Int or ContainerSignal.Term)
            {
                caught = signal;
                server.End(signal is ContainerSignal.Int ? 1 : 2);
                return true;
            }

            return false;
        });
        await run.Output.WriteLineAsync("Signals registered");
        var code = await server.WaitAsync();
        var message = $"exiting because of signal \"{(caught is ContainerSignal.Int ? "interrupt" : "terminated")}\"\n";
        var path = run.Environment.GetValueOrDefault("TERMINATION_MESSAGE_PATH", "/dev/termination-log");
        try
        {
            run.Files.WriteAllText(run.Path(path), message);
        }
        catch (FileFailureException)
        {
            // The message is the last line of output too.
        }

        await run.Output.WriteAsync(message);
        return code;
    }
}
