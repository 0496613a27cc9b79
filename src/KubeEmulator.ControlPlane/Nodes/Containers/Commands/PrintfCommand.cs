using System.Text;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>printf: the format is used again while arguments are left.</summary>
internal static class PrintfCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var arguments = run.Arguments.SkipWhile(static (word, index) => index == 0 && word == "--").ToArray();
        if (arguments.Length == 0)
        {
            return await run.FailAsync("usage: printf format [arg ...]", 2);
        }

        var format = new PrintfFormat(arguments[0], arguments.AsMemory(1));
        var going = true;
        do
        {
            var output = new StringBuilder();
            going = format.Write(output);
            await run.Output.WriteAsync(output.ToString());
            foreach (var error in format.TakeErrors())
            {
                await run.FailAsync(error);
            }
        }
        while (going && format.HasMore);

        return format.Failed ? 1 : 0;
    }
}
