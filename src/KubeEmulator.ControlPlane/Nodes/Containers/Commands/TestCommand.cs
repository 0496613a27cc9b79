using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>test and [.</summary>
internal static class TestCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var words = run.Arguments;
        if (PathText.BaseName(run.Words[0]) == "[")
        {
            if (words.Count == 0 || words[^1] != "]")
            {
                return await run.FailAsync("missing ]", 2);
            }

            words = [.. words.SkipLast(1)];
        }

        return new TestExpression(run, words).Evaluate() ? 0 : 1;
    }
}
