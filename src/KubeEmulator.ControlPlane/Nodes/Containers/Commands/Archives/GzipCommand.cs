using System.IO.Compression;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Archives;

/// <summary>gzip, gunzip and zcat.</summary>
internal static class GzipCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "cdfknqtv123456789", new Dictionary<string, char> { ["stdout"] = 'c', ["decompress"] = 'd', ["keep"] = 'k', ["force"] = 'f', ["best"] = '9', ["fast"] = '1' });
        var unpack = options.Has('d') || run.Name is "gunzip" or "zcat";
        var toOutput = options.Has('c') || run.Name == "zcat";
        var status = 0;
        foreach (var name in options.Operands.DefaultIfEmpty("-"))
        {
            try
            {
                status = Math.Max(status, await FileAsync(run, options, name, unpack, toOutput || name == "-"));
            }
            catch (InvalidDataException)
            {
                status = await run.FailAsync($"{(name == "-" ? "stdin" : name)}: not in gzip format");
            }
            catch (FileFailureException failure)
            {
                status = await run.FailAsync(name, failure);
            }
        }

        return status;
    }

    private static async ValueTask<int> FileAsync(CommandRun run, CommandOptions options, string name, bool unpack, bool toOutput)
    {
        if (unpack && !toOutput && !run.Files.Exists(run.Path(name)))
        {
            name = name.EndsWith(".gz", StringComparison.Ordinal) ? name : name + ".gz";
            return await run.FailAsync($"{name}: No such file or directory");
        }

        if (!toOutput && unpack && !name.EndsWith(".gz", StringComparison.Ordinal) && !name.EndsWith(".tgz", StringComparison.Ordinal))
        {
            return await run.FailAsync($"{name}: unknown suffix -- ignored", 2);
        }

        var target = unpack ? name.EndsWith(".tgz", StringComparison.Ordinal) ? name[..^4] + ".tar" : name[..Math.Max(0, name.Length - 3)] : name + ".gz";
        if (!toOutput && !options.Has('f') && run.Files.Exists(run.Path(target)))
        {
            return await run.FailAsync($"{target} already exists;\tnot overwritten", 2);
        }

        await using (var source = run.OpenRead(name))
        {
            await using var file = toOutput ? null : run.Files.OpenWrite(run.Path(target));
            await PackAsync(run, source, file ?? run.Stream(1) ?? Stream.Null, unpack, options.Has('9') ? CompressionLevel.SmallestSize : CompressionLevel.Fastest);
        }

        if (!toOutput && !options.Has('k'))
        {
            run.Files.Delete(run.Path(name));
        }

        return 0;
    }

    private static async ValueTask PackAsync(CommandRun run, Stream source, Stream target, bool unpack, CompressionLevel level)
    {
        if (unpack)
        {
            await using var reading = new GZipStream(source, CompressionMode.Decompress, leaveOpen: true);
            await reading.CopyToAsync(target, run.Token);
        }
        else
        {
            await using var writing = new GZipStream(target, level, leaveOpen: true);
            await source.CopyToAsync(writing, run.Token);
        }
    }
}
