using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Servers;

/// <summary>agnhost's looks at the network: connect, dns-suffix, dns-server-list and etc-hosts.</summary>
internal static class AgnhostNetwork
{
    /// <summary>Tries a TCP connection; the error's first word says what kind it is.</summary>
    public static async ValueTask<int> ConnectAsync(CommandRun run)
    {
        var target = run.Arguments.Count > 1 ? run.Arguments[1] : "";
        var colon = target.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(target.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            await run.ErrorAsync($"UNKNOWN: address {target}: missing port in address\n");
            return 1;
        }

        try
        {
            await using var connection = await run.Process.Container.Network.ConnectAsync(ByteText.Decode(target[..colon]).Trim('[', ']'), port, run.Token);
            return 0;
        }
        catch (NetworkFailureException failure)
        {
            await run.ErrorAsync(failure.Failure switch
            {
                NetworkFailure.UnknownHost => $"DNS: {failure.Message}\n",
                NetworkFailure.Refused => "REFUSED\n",
                NetworkFailure.TimedOut => "TIMEOUT\n",
                _ => $"OTHER: {failure.Message}\n",
            });
            return 1;
        }
    }

    public static ValueTask<int> SuffixesAsync(CommandRun run) => ResolverAsync(run, "search");

    public static ValueTask<int> NameServersAsync(CommandRun run) => ResolverAsync(run, "nameserver");

    public static async ValueTask<int> HostsAsync(CommandRun run)
    {
        await run.Output.WriteLineAsync(run.Files.ReadAllText("/etc/hosts"));
        return 0;
    }

    // The first line of the kind only, as upstream reads it.
    private static async ValueTask<int> ResolverAsync(CommandRun run, string kind)
    {
        var line = run.Files.ReadAllText("/etc/resolv.conf").Split('\n').FirstOrDefault(line => line.StartsWith(kind, StringComparison.Ordinal));
        if (line is null)
        {
            return await run.FailAsync($"no {kind} in /etc/resolv.conf", 2);
        }

        await run.Output.WriteLineAsync(string.Join(',', line.Split(' ').Skip(1)));
        return 0;
    }
}
