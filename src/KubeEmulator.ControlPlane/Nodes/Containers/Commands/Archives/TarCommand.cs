using System.Formats.Tar;
using System.IO.Compression;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Archives;

/// <summary>tar: c, x and t, from and to files or streams, never holding more than a piece of a file. kubectl cp is made of it.</summary>
internal static class TarCommand
{
    private static readonly Dictionary<string, char> Names = new()
    {
        ["create"] = 'c', ["extract"] = 'x', ["get"] = 'x', ["list"] = 't', ["file"] = 'f', ["directory"] = 'C', ["gzip"] = 'z', ["verbose"] = 'v', ["strip-components"] = 'S', ["exclude"] = 'X',
        ["no-same-permissions"] = 'o', ["no-same-owner"] = 'o', ["same-permissions"] = 'p', ["preserve-permissions"] = 'p', ["touch"] = 'm', ["dereference"] = 'h', ["to-stdout"] = 'O', ["overwrite"] = 'o',
    };

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        // The first word may leave out its dash: tar xf file.
        var words = run.Words.Select((word, index) => index == 1 && word.Length > 0 && word[0] != '-' ? "-" + word : word).ToArray();
        var options = CommandOptions.Parse(new CommandRun(run.Process, run.Name, words, run.Environment, run.WorkingDirectory), "cxtf:C:zvS:X:opmhOPk", Names, failure: 2);
        var folder = options.Value('C') is not { } changed ? run.WorkingDirectory : changed.StartsWith('/') ? changed : PathText.Join(run.WorkingDirectory, changed);
        if (run.Files.Status(run.Path(folder)) is not { IsDirectory: true })
        {
            return await run.FailAsync($"{options.Value('C')}: Cannot open: No such file or directory\ntar: Error is not recoverable: exiting now", 2);
        }

        return options.LastOf("cxt") switch
        {
            'c' => await CreateAsync(run, options, folder),
            'x' or 't' => await ReadAsync(run, options, folder),
            _ => await run.FailAsync("You must specify one of the '-Acdtrux', '--delete' or '--test-label' options", 2),
        };
    }

    private static async ValueTask<int> CreateAsync(CommandRun run, CommandOptions options, string folder)
    {
        if (options.Operands.Count == 0)
        {
            return await run.FailAsync("Cowardly refusing to create an empty archive", 2);
        }

        var name = options.Value('f') ?? "-";
        await using var file = name == "-" ? null : run.Files.OpenWrite(run.Path(name));
        var target = file ?? run.Stream(1) ?? Stream.Null;
        await using var packed = options.Has('z') ? new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true) : null;
        return await new TarWriting(run, options, folder, name).WriteAsync(packed ?? target);
    }

    private static async ValueTask<int> ReadAsync(CommandRun run, CommandOptions options, string folder)
    {
        var name = options.Value('f') ?? "-";
        Stream? file;
        try
        {
            file = name == "-" ? null : run.OpenRead(name);
        }
        catch (FileFailureException failure)
        {
            return await run.FailAsync($"{name}: Cannot open: {failure.Message}\ntar: Error is not recoverable: exiting now", 2);
        }

        await using (file)
        {
            await using var source = await Unpacking.OpenAsync(file ?? run.Stream(0) ?? Stream.Null, run.Token);
            try
            {
                return await new TarReading(run, options, folder).ReadAsync(source);
            }
            catch (Exception exception) when (exception is InvalidDataException or FormatException or EndOfStreamException)
            {
                return await run.FailAsync("This does not look like a tar archive\ntar: Exiting with failure status due to previous errors", 2);
            }
        }
    }
}
