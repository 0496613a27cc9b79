using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Text;

/// <summary>base64.</summary>
internal static class Base64Command
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "dDiw:", new Dictionary<string, char> { ["decode"] = 'd', ["wrap"] = 'w', ["ignore-garbage"] = 'i' });
        var name = options.Operands.FirstOrDefault("-");
        await using var file = name == "-" ? null : run.OpenRead(name);
        var reader = file is null ? run.Input : run.Reader(file);
        return options.LastOf("dD") is null ? await EncodeAsync(run, reader, (int)options.Number('w', 76, text => $"invalid wrap size: '{text}'")) : await DecodeAsync(run, reader);
    }

    private static async ValueTask<int> EncodeAsync(CommandRun run, ByteReader reader, int wrap)
    {
        // A whole number of lines and of groups of three.
        var buffer = new byte[(wrap == 0 ? 64 : wrap) * 48];
        var column = 0;
        while (await reader.ReadAsync(buffer.AsMemory()) is var taken and > 0)
        {
            var text = Convert.ToBase64String(buffer, 0, taken);
            for (var at = 0; at < text.Length;)
            {
                var length = wrap == 0 ? text.Length : Math.Min(wrap - column, text.Length - at);
                await run.Output.WriteAsync(text.Substring(at, length));
                at += length;
                column += length;
                if (wrap > 0 && column == wrap)
                {
                    await run.Output.WriteAsync("\n");
                    column = 0;
                }
            }
        }

        await run.Output.WriteAsync(wrap > 0 && column > 0 ? "\n" : "");
        return 0;
    }

    private static async ValueTask<int> DecodeAsync(CommandRun run, ByteReader reader)
    {
        var pending = "";
        while (await reader.ReadAsync() is { IsEmpty: false } piece)
        {
            pending += ByteText.FromBytes(piece.Span).Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
            var whole = pending.Length / 4 * 4;
            var decoded = new byte[whole];
            if (!Convert.TryFromBase64String(pending[..whole], decoded, out var count))
            {
                return await run.FailAsync("invalid input");
            }

            await run.Output.WriteAsync(decoded.AsMemory(0, count));
            pending = pending[whole..];
        }

        return pending.Length == 0 ? 0 : await run.FailAsync("invalid input");
    }
}
