using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>How ls prints entries.</summary>
internal static class ListLines
{
    private static readonly TimeSpan HalfYear = TimeSpan.FromDays(365.2425 / 2);

    public static async ValueTask WriteAsync(CommandRun run, CommandOptions options, List<(string Name, FileStatus Status)> entries, string folder)
    {
        var isLong = options.Has('l') || options.Has('g') || options.Has('o');
        if (!isLong)
        {
            foreach (var (name, status) in entries)
            {
                await run.Output.WriteLineAsync($"{(options.Has('i') ? status.Number + " " : "")}{name}{Suffix(options, status)}");
            }

            return;
        }

        var users = new UserNames(run.Files);
        var rows = entries.Select(entry => Row(run, options, entry.Name, entry.Status, folder, users)).ToList();
        var widths = rows.Count == 0 ? [] : Enumerable.Range(0, rows[0].Length - 1).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            // Names to the left, numbers to the right.
            var cells = row.Select((cell, column) => column == row.Length - 1 ? cell : column is 2 or 3 && !options.Has('n') ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            await run.Output.WriteLineAsync(string.Join(' ', cells.Where((_, column) => !(column == 2 && options.Has('g')) && !(column == 3 && options.Has('o')))));
        }
    }

    /// <summary>The ten letters of type and permissions.</summary>
    public static string Permissions(FileStatus status)
    {
        var letters = "rwxrwxrwx".Select((letter, index) => (status.Mode >> (8 - index) & 1) != 0 ? letter : '-').ToArray();
        Special(letters, 2, (status.Mode & 0x800) != 0, 's');
        Special(letters, 5, (status.Mode & 0x400) != 0, 's');
        Special(letters, 8, (status.Mode & 0x200) != 0, 't');
        return status.Type + new string(letters);
    }

    private static void Special(char[] letters, int at, bool isSet, char letter)
    {
        if (isSet)
        {
            letters[at] = letters[at] == 'x' ? letter : char.ToUpperInvariant(letter);
        }
    }

    private static string[] Row(CommandRun run, CommandOptions options, string name, FileStatus status, string folder, UserNames users)
    {
        var shown = name + Suffix(options, status);
        if (status.IsLink)
        {
            shown += " -> " + ByteText.Encode(run.Files.ReadLink(run.Path(folder.Length > 0 ? PathText.Join(folder, name) : name)));
        }

        var size = options.Has('h') ? CommandNumbers.Readable(status.Size) : status.Size.ToString(CultureInfo.InvariantCulture);
        return
        [
            (options.Has('i') ? status.Number + " " : "") + Permissions(status),
            status.Links.ToString(CultureInfo.InvariantCulture),
            options.Has('n') ? status.UserId.ToString(CultureInfo.InvariantCulture) : users.User(status.UserId),
            options.Has('n') ? status.GroupId.ToString(CultureInfo.InvariantCulture) : users.Group(status.GroupId),
            status.Type == 'c' ? "1, 3" : size,
            Time(status.Modified, run.Time.GetUtcNow(), options),
            shown,
        ];
    }

    private static string Time(DateTimeOffset time, DateTimeOffset now, CommandOptions options) =>
        options.Has('e') ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fffffff00 +0000", CultureInfo.InvariantCulture)
            : $"{time.UtcDateTime.ToString("MMM", CultureInfo.InvariantCulture)} {time.UtcDateTime.Day,2} {(time > now || now - time > HalfYear ? time.UtcDateTime.ToString(" yyyy", CultureInfo.InvariantCulture) : time.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture))}";

    private static string Suffix(CommandOptions options, FileStatus status) =>
        status.IsDirectory && (options.Has('F') || options.Has('p')) ? "/"
            : !options.Has('F') ? "" : status.IsLink ? options.Has('l') ? "" : "@" : (status.Mode & 0x49) != 0 ? "*" : "";
}
