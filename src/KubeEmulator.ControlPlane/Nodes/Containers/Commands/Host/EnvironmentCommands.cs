using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Host;

/// <summary>env and printenv.</summary>
internal static class EnvironmentCommands
{
    public static async ValueTask<int> EnvAsync(CommandRun run)
    {
        var environment = new Dictionary<string, string>(run.Environment, StringComparer.Ordinal);
        var index = 0;
        for (; index < run.Arguments.Count; index++)
        {
            var word = run.Arguments[index];
            if (word is "-i" or "-" or "--ignore-environment")
            {
                environment.Clear();
            }
            else if (word == "-u" && index + 1 < run.Arguments.Count)
            {
                environment.Remove(run.Arguments[++index]);
            }
            else if (word.IndexOf('=', StringComparison.Ordinal) is var equals and > 0)
            {
                environment[word[..equals]] = word[(equals + 1)..];
            }
            else
            {
                break;
            }
        }

        if (index < run.Arguments.Count)
        {
            return await run.StartAsync([.. run.Arguments.Skip(index)], environment);
        }

        foreach (var (name, value) in environment)
        {
            await run.Output.WriteLineAsync($"{name}={value}");
        }

        return 0;
    }

    public static async ValueTask<int> PrintAsync(CommandRun run)
    {
        if (run.Arguments.Count == 0)
        {
            return await EnvAsync(run);
        }

        var status = 0;
        foreach (var name in run.Arguments)
        {
            if (run.Environment.TryGetValue(name, out var value))
            {
                await run.Output.WriteLineAsync(value);
            }
            else
            {
                status = 1;
            }
        }

        return status;
    }
}
