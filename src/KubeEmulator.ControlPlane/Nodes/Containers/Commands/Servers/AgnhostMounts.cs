using System.Globalization;
using KubeEmulator.Nodes.Containers.Commands.Files;
using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Objects;

namespace KubeEmulator.Nodes.Containers.Commands.Servers;

/// <summary>agnhost mounttest: says what a mounted path is like, in upstream's order.</summary>
internal static class AgnhostMounts
{
    private static readonly TimeSpan LoopInterval = TimeSpan.FromSeconds(5);

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        try
        {
            if (AgnhostCommand.Flag(run, "fs_type") is { } typed)
            {
                await run.Output.WriteLineAsync($"mount type of {GoText.Quote(typed)}: tmpfs");
            }

            foreach (var mode in new[] { "0644", "0666", "0660", "0777" })
            {
                if (AgnhostCommand.Flag(run, "new_file_" + mode) is { } path)
                {
                    run.Files.WriteAllText(run.Path(path), "mount-tester new file\n", Convert.ToInt32(mode, 8));
                    await ContentAsync(run, path);
                }
            }

            await DescribeAsync(run);
            if (AgnhostCommand.Flag(run, "file_content") is { } read)
            {
                await ContentAsync(run, read);
            }

            return AgnhostCommand.Flag(run, "file_content_in_loop") is { } looped ? await LoopAsync(run, looped) : 0;
        }
        catch (FileFailureException failure)
        {
            await run.Output.WriteLineAsync($"error reading file content for {GoText.Quote(failure.Path)}: open {failure.Path}: {failure.Message.ToLowerInvariant()}");
            return 1;
        }
    }

    private static async ValueTask DescribeAsync(CommandRun run)
    {
        if (AgnhostCommand.Flag(run, "file_mode") is { } moded)
        {
            await run.Output.WriteLineAsync($"mode of file {GoText.Quote(moded)}: {GoMode(Status(run, moded))}");
        }

        if (AgnhostCommand.Flag(run, "file_perm") is { } permitted)
        {
            await run.Output.WriteLineAsync($"perms of file {GoText.Quote(permitted)}: -{ListLines.Permissions(Status(run, permitted) with { Mode = Status(run, permitted).Mode & 0x1ff })[1..]}");
        }

        if (AgnhostCommand.Flag(run, "file_owner") is { } owned)
        {
            var status = Status(run, owned);
            await run.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"owner UID of {GoText.Quote(owned)}: {status.UserId}\nowner GID of {GoText.Quote(owned)}: {status.GroupId}"));
        }
    }

    // Go's FileMode prints letters for type and special bits, then nine for the permissions.
    private static string GoMode(FileStatus status)
    {
        var special = (status.IsDirectory ? "d" : "") + ((status.Mode & 0x800) != 0 ? "u" : "") + ((status.Mode & 0x400) != 0 ? "g" : "") + ((status.Mode & 0x200) != 0 ? "t" : "");
        return (special.Length == 0 ? "-" : special) + ListLines.Permissions(status with { Mode = status.Mode & 0x1ff })[1..];
    }

    private static async ValueTask<int> LoopAsync(CommandRun run, string path)
    {
        var end = run.Time.GetUtcNow() + TimeSpan.FromSeconds(AgnhostCommand.Number(run, "retry_time", 180));
        while (run.Time.GetUtcNow() < end)
        {
            try
            {
                await ContentAsync(run, path);
                if (AgnhostCommand.Flag(run, "break_on_expected_content") != "false")
                {
                    return 0;
                }
            }
            catch (FileFailureException failure)
            {
                await run.Output.WriteLineAsync($"Error reading file {path}: open {path}: {failure.Message.ToLowerInvariant()}, retrying");
            }

            await run.Output.FlushAsync();
            await Task.Delay(LoopInterval, run.Time, run.Token);
        }

        return 0;
    }

    private static async ValueTask ContentAsync(CommandRun run, string path) =>
        await run.Output.WriteLineAsync($"content of file {GoText.Quote(path)}: {ByteText.FromBytes(run.Files.ReadAllBytes(run.Path(path)))}");

    private static FileStatus Status(CommandRun run, string path) =>
        run.Files.Status(run.Path(path), followLast: false) ?? throw new FileFailureException(FileFailure.NotFound, path);
}
