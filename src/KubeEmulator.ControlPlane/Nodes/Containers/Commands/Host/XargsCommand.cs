using System.Text;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Host;

/// <summary>xargs.</summary>
internal static class XargsCommand
{
    private const int MaxBytes = 128 * 1024;

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "n:I:0rtP:d:L:s:x", new Dictionary<string, char> { ["null"] = '0', ["no-run-if-empty"] = 'r', ["max-args"] = 'n', ["max-procs"] = 'P', ["delimiter"] = 'd' }, permute: false);
        var command = options.Operands.Count > 0 ? options.Operands : ["echo"];
        var most = options.Has('I') ? 1 : options.Number('n', options.Number('L', int.MaxValue, Invalid), Invalid);
        var batch = new List<string>();
        var (size, status, ran) = (0, 0, false);
        await foreach (var item in ItemsAsync(run, options))
        {
            if (batch.Count > 0 && (batch.Count >= most || size + item.Length > MaxBytes))
            {
                status = Worse(status, await StartAsync(run, options, command, batch));
                ran = true;
                batch.Clear();
                size = 0;
            }

            batch.Add(item);
            size += item.Length + 1;
        }

        if (batch.Count > 0 || (!ran && !options.Has('r') && !options.Has('I')))
        {
            status = Worse(status, await StartAsync(run, options, command, batch));
        }

        return status;
    }

    private static string Invalid(string text) => $"invalid number \"{text}\"";

    private static int Worse(int status, int code) => code switch { 0 => status, 126 or 127 => code, 255 => 124, > 128 => 125, _ => 123 };

    private static Task<int> StartAsync(CommandRun run, CommandOptions options, List<string> command, List<string> items)
    {
        var words = options.Value('I') is { } mark ? command.Select(word => word.Replace(mark, items[0], StringComparison.Ordinal)) : command.Concat(items);
        var descriptors = run.Process.Descriptors.Copy();
        descriptors.Set(0, new FileHandle(Stream.Null));
        return run.StartAsync([.. words], null, descriptors);
    }

    private static async IAsyncEnumerable<string> ItemsAsync(CommandRun run, CommandOptions options)
    {
        var delimiter = options.Has('0') ? (byte)0 : options.Value('d') is { } given ? (byte)(given == "\\n" ? '\n' : given[0]) : (byte)'\n';
        var plain = options.LastOf("0d") is not null;
        while (await run.Input.ReadLineAsync(delimiter) is { } line)
        {
            if (plain)
            {
                yield return line;
            }
            else if (options.Has('I'))
            {
                if (line.Trim().Length > 0)
                {
                    yield return line.TrimStart();
                }
            }
            else
            {
                foreach (var word in Words(line))
                {
                    yield return word;
                }
            }
        }
    }

    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, open) = ('\0', false);
        for (var index = 0; index < line.Length; index++)
        {
            var letter = line[index];
            if (quote != '\0')
            {
                _ = letter == quote ? word : word.Append(letter);
                quote = letter == quote ? '\0' : quote;
            }
            else if (letter is '\'' or '"')
            {
                (quote, open) = (letter, true);
            }
            else if (letter is ' ' or '\t')
            {
                if (open)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    open = false;
                }
            }
            else
            {
                word.Append(letter == '\\' && index + 1 < line.Length ? line[++index] : letter);
                open = true;
            }
        }

        if (quote != '\0')
        {
            throw new UsageException($"unmatched {(quote == '"' ? "double" : "single")} quote; by default quotes are special to xargs unless you use the -0 option");
        }

        if (open)
        {
            words.Add(word.ToString());
        }

        return words;
    }
}
