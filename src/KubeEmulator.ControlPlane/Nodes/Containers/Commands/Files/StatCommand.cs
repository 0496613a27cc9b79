using System.Globalization;
using System.Text;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>stat.</summary>
internal static class StatCommand
{
    private const string DefaultFormat = "  File: %N\n  Size: %s\tBlocks: %b\tIO Block: 4096   %F\nDevice: 0,1\tInode: %i\tLinks: %h\nAccess: (%04a/%A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nModify: %y";

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "c:Lt", new Dictionary<string, char> { ["format"] = 'c', ["dereference"] = 'L' });
        var status = 0;
        foreach (var name in options.Operands)
        {
            if (run.Files.Status(run.Path(name), options.Has('L')) is not { } found)
            {
                status = await run.FailAsync($"cannot statx '{name}': No such file or directory");
                continue;
            }

            await run.Output.WriteLineAsync(Format(run, name, found, options.Value('c') ?? DefaultFormat));
        }

        return status;
    }

    private static string Format(CommandRun run, string name, FileStatus status, string format)
    {
        var users = new UserNames(run.Files);
        var text = new StringBuilder();
        for (var index = 0; index < format.Length; index++)
        {
            if (format[index] != '%' || index + 1 == format.Length)
            {
                text.Append(format[index]);
                continue;
            }

            var start = index + 1;
            while (start < format.Length - 1 && char.IsAsciiDigit(format[start]))
            {
                start++;
            }

            var width = format[(index + 1)..start];
            var value = Field(run, name, status, users, format[start]);
            text.Append(width.Length == 0 ? value : value.PadLeft(int.Parse(width, CultureInfo.InvariantCulture), width[0] == '0' ? '0' : ' '));
            index = start;
        }

        return text.ToString();
    }

    private static string Field(CommandRun run, string name, FileStatus status, UserNames users, char letter) => letter switch
    {
        'n' => name,
        'N' => status.IsLink ? $"'{name}' -> '{ByteText.Encode(run.Files.ReadLink(run.Path(name)))}'" : name,
        's' => status.Size.ToString(CultureInfo.InvariantCulture),
        'b' => (ListCommand.Blocks(status) * 2).ToString(CultureInfo.InvariantCulture),
        'a' => Convert.ToString(status.Mode, 8),
        'A' => ListLines.Permissions(status),
        'F' => status.Type switch { 'd' => "directory", 'l' => "symbolic link", 'c' => "character special file", _ => status.Size == 0 ? "regular empty file" : "regular file" },
        'i' => status.Number.ToString(CultureInfo.InvariantCulture),
        'h' => status.Links.ToString(CultureInfo.InvariantCulture),
        'u' => status.UserId.ToString(CultureInfo.InvariantCulture),
        'U' => users.User(status.UserId),
        'g' => status.GroupId.ToString(CultureInfo.InvariantCulture),
        'G' => users.Group(status.GroupId),
        'y' or 'x' or 'z' => DateText.Format(status.Modified, "%Y-%m-%d %H:%M:%S.%N %z"),
        'Y' or 'X' or 'Z' => status.Modified.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        '%' => "%",
        _ => "?",
    };
}
