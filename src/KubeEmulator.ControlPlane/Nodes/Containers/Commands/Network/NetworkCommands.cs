using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Network;

/// <summary>nslookup, ping and netstat.</summary>
internal static class NetworkCommands
{
    public static async ValueTask<int> LookUpAsync(CommandRun run)
    {
        var name = run.Arguments.FirstOrDefault(word => !word.StartsWith('-'));
        if (name is null)
        {
            return await run.FailAsync("missing host name");
        }

        var server = NameServer(run);
        await run.Output.WriteAsync($"Server:\t\t{server}\nAddress:\t{server}:53\n\n");
        var addresses = await run.Process.Container.Network.ResolveAsync(ByteText.Decode(name), run.Token);
        foreach (var address in addresses)
        {
            await run.Output.WriteAsync($"Name:\t{name}\nAddress: {address}\n");
        }

        await run.Output.WriteAsync(addresses.Count > 0 ? "\n" : $"** server can't find {name}: NXDOMAIN\n\n");
        return addresses.Count > 0 ? 0 : 1;
    }

    public static async ValueTask<int> PingAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "c:W:w:i:q46s:I:");
        if (options.Operands.Count == 0)
        {
            return await run.FailAsync("missing host operand", 2);
        }

        var name = options.Operands[0];
        var addresses = await run.Process.Container.Network.ResolveAsync(ByteText.Decode(name), run.Token);
        if (addresses.Count == 0)
        {
            return await run.FailAsync($"bad address '{name}'");
        }

        var count = options.Number('c', long.MaxValue, text => $"invalid number '{text}'");
        await run.Output.WriteLineAsync($"PING {name} ({addresses[0]}): 56 data bytes");
        for (var sequence = 0L; sequence < count; sequence++)
        {
            await run.Output.WriteLineAsync($"64 bytes from {addresses[0]}: seq={sequence} ttl=64 time=0.050 ms");
            await run.Output.FlushAsync();
            if (sequence + 1 < count)
            {
                await Task.Delay(CommandNumbers.ParseDuration(options.Value('i') ?? "1") ?? TimeSpan.FromSeconds(1), run.Time, run.Token);
            }
        }

        await run.Output.WriteAsync($"\n--- {name} ping statistics ---\n{count} packets transmitted, {count} packets received, 0% packet loss\nround-trip min/avg/max = 0.050/0.050/0.050 ms\n");
        return 0;
    }

    public static async ValueTask<int> ListenersAsync(CommandRun run)
    {
        await run.Output.WriteLineAsync("Active Internet connections (only servers)\nProto Recv-Q Send-Q Local Address           Foreign Address         State");
        foreach (var port in run.Process.Container.Network.ListeningPorts)
        {
            await run.Output.WriteLineAsync($"tcp        0      0 {"0.0.0.0:" + port.ToString(CultureInfo.InvariantCulture),-23} 0.0.0.0:*               LISTEN");
        }

        return 0;
    }

    private static string NameServer(CommandRun run)
    {
        try
        {
            var line = ByteText.FromBytes(run.Files.ReadAllBytes("/etc/resolv.conf")).Split('\n').FirstOrDefault(line => line.StartsWith("nameserver ", StringComparison.Ordinal));
            return line is null ? "127.0.0.1" : line["nameserver ".Length..].Trim();
        }
        catch (FileFailureException)
        {
            return "127.0.0.1";
        }
    }
}
