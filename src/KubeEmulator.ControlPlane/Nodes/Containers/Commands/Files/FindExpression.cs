using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Shell;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>The tests and actions of find.</summary>
internal sealed class FindExpression
{
    private readonly CommandRun run;
    private readonly List<string> words;
    private readonly Func<string, FileStatus, ValueTask<bool>> whole;
    private readonly List<(List<string> Command, List<string> Paths)> batches = [];
    private int position;
    private bool acts;
    private bool pruned;

    public FindExpression(CommandRun run, List<string> words)
    {
        this.run = run;
        this.words = words;
        whole = words.Count == 0 ? static (_, _) => new ValueTask<bool>(true) : Or();
        if (position < words.Count)
        {
            throw new UsageException($"paths must precede expression: `{words[position]}'");
        }
    }

    public int MaxDepth { get; private set; } = int.MaxValue;

    public int MinDepth { get; private set; }

    public bool DepthFirst { get; private set; }

    public int Status { get; private set; }

    public async ValueTask EvaluateAsync(string path, FileStatus status)
    {
        if (await whole(path, status) && !acts)
        {
            await run.Output.WriteLineAsync(path);
        }
    }

    /// <summary>Whether the folder that was just evaluated is not to be entered.</summary>
    public bool TakePruned()
    {
        var was = pruned;
        pruned = false;
        return was;
    }

    /// <summary>Runs what <c>-exec ... +</c> has gathered.</summary>
    public async ValueTask FinishAsync()
    {
        foreach (var (command, paths) in batches.Where(batch => batch.Paths.Count > 0))
        {
            Status = await run.StartAsync([.. command, .. paths]) == 0 ? Status : 1;
        }
    }

    private Func<string, FileStatus, ValueTask<bool>> Or()
    {
        var left = And();
        while (position < words.Count && words[position] is "-o" or "-or")
        {
            position++;
            var (before, right) = (left, And());
            left = async (path, status) => await before(path, status) || await right(path, status);
        }

        return left;
    }

    private Func<string, FileStatus, ValueTask<bool>> And()
    {
        var left = Primary();
        while (position < words.Count && words[position] is not ("-o" or "-or" or ")"))
        {
            position += words[position] is "-a" or "-and" ? 1 : 0;
            var (before, right) = (left, Primary());
            left = async (path, status) => await before(path, status) && await right(path, status);
        }

        return left;
    }

    private Func<string, FileStatus, ValueTask<bool>> Primary()
    {
        var word = position < words.Count ? words[position++] : throw new UsageException("expected an expression");
        switch (word)
        {
            case "!" or "-not":
                var inner = Primary();
                return async (path, status) => !await inner(path, status);
            case "(":
                var grouped = Or();
                position++;
                return grouped;
            case "-exec" or "-ok":
                return Execute();
            case "-print" or "-print0":
                acts = true;
                return async (path, _) =>
                {
                    await run.Output.WriteAsync(path + (word == "-print" ? "\n" : "\0"));
                    return true;
                };
            case "-delete":
                acts = DepthFirst = true;
                return Delete;
            case "-prune":
                return (_, _) => new ValueTask<bool>(pruned = true);
            case "-depth":
                DepthFirst = true;
                return Always(true);
            case "-true" or "-xdev" or "-mount":
                return Always(true);
            case "-false":
                return Always(false);
            case "-empty":
                return Test((path, status) => status.IsDirectory ? run.Files.List(run.Path(path)).Count == 0 : status is { IsFile: true, Size: 0 });
            case "-executable":
                return Test((path, _) => run.Files.MayAccess(run.Path(path), 1));
            default:
                return WithArgument(word);
        }
    }

    private Func<string, FileStatus, ValueTask<bool>> WithArgument(string word)
    {
        if (word is not ("-name" or "-iname" or "-path" or "-wholename" or "-type" or "-maxdepth" or "-mindepth" or "-size" or "-newer" or "-mtime" or "-mmin" or "-perm" or "-user" or "-group" or "-regex"))
        {
            throw new UsageException($"unknown predicate `{word}'");
        }

        var argument = position < words.Count ? words[position++] : throw new UsageException($"missing argument to `{word}'");
        switch (word)
        {
            case "-maxdepth":
                MaxDepth = Number(argument);
                return Always(true);
            case "-mindepth":
                MinDepth = Number(argument);
                return Always(true);
            case "-name":
                return Test((path, _) => ShellPattern.Matches(argument, PathText.BaseName(path)));
            case "-iname":
                return Test((path, _) => ShellPattern.Matches(argument.ToUpperInvariant(), PathText.BaseName(path).ToUpperInvariant()));
            case "-path" or "-wholename":
                return Test((path, _) => ShellPattern.Matches(argument, path));
            case "-regex":
                var regex = Text.PosixRegex.Create($"^({argument})$", extended: true);
                return Test((path, _) => regex.IsMatch(path));
            case "-type":
                return Test((_, status) => argument.Split(',').Contains(status.Type == '-' ? "f" : status.Type.ToString()));
            case "-size":
                return Size(argument);
            case "-newer":
                var other = run.Files.Status(run.Path(argument)) ?? throw new UsageException($"'{argument}': No such file or directory");
                return Test((_, status) => status.Modified > other.Modified);
            case "-mtime" or "-mmin":
                var unit = word == "-mmin" ? TimeSpan.FromMinutes(1) : TimeSpan.FromDays(1);
                return Test((_, status) => Compare((long)((run.Time.GetUtcNow() - status.Modified) / unit), argument));
            case "-perm":
                return Permissions(argument);
            default:
                var names = new UserNames(run.Files);
                return Test((_, status) => word == "-user" ? names.FindUser(argument) == status.UserId : names.FindGroup(argument) == status.GroupId);
        }
    }

    private Func<string, FileStatus, ValueTask<bool>> Permissions(string argument)
    {
        var mode = Convert.ToInt32(argument.TrimStart('-', '/'), 8);
        return Test((_, status) => argument[0] switch { '-' => (status.Mode & mode) == mode, '/' => mode == 0 || (status.Mode & mode) != 0, _ => status.Mode == mode });
    }

    private static Func<string, FileStatus, ValueTask<bool>> Size(string argument)
    {
        var unit = argument[^1] switch { 'c' => 1, 'w' => 2, 'k' => 1024, 'M' => 1024 * 1024, 'G' => 1024 * 1024 * 1024, _ => 512 };
        var number = char.IsAsciiDigit(argument[^1]) ? argument : argument[..^1];
        return Test((_, status) => Compare((status.Size + unit - 1) / unit, number));
    }

    private static bool Compare(long value, string argument)
    {
        var wanted = Number(argument.TrimStart('+', '-'));
        return argument[0] switch { '+' => value > wanted, '-' => value < wanted, _ => value == wanted };
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new UsageException($"invalid argument `{text}'");

    private static Func<string, FileStatus, ValueTask<bool>> Test(Func<string, FileStatus, bool> test) => (path, status) => new ValueTask<bool>(test(path, status));

    private static Func<string, FileStatus, ValueTask<bool>> Always(bool value) => (_, _) => new ValueTask<bool>(value);

    private Func<string, FileStatus, ValueTask<bool>> Execute()
    {
        acts = true;
        var command = words.Skip(position).TakeWhile(word => word is not (";" or "+")).ToList();
        position += command.Count;
        if (position >= words.Count || command.Count == 0)
        {
            throw new UsageException("missing argument to `-exec'");
        }

        if (words[position++] == ";")
        {
            return async (path, _) => await run.StartAsync([.. command.Select(word => word.Replace("{}", path, StringComparison.Ordinal))]) == 0;
        }

        var batch = (command.SkipLast(1).ToList(), new List<string>());
        batches.Add(batch);
        return (path, _) =>
        {
            batch.Item2.Add(path);
            return new ValueTask<bool>(true);
        };
    }

    private async ValueTask<bool> Delete(string path, FileStatus status)
    {
        try
        {
            run.Files.Delete(run.Path(path));
            return true;
        }
        catch (FileFailureException failure)
        {
            Status = await run.FailAsync($"cannot delete '{path}': {failure.Message}");
            return false;
        }
    }
}
