using System.Security.Cryptography;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Text;

/// <summary>md5sum, sha1sum, sha256sum and sha512sum.</summary>
internal static class DigestCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "cbtqsw", new Dictionary<string, char> { ["check"] = 'c', ["quiet"] = 'q', ["status"] = 's', ["binary"] = 'b' });
        var status = 0;
        foreach (var name in options.Operands.DefaultIfEmpty("-"))
        {
            try
            {
                status |= options.Has('c') ? await CheckAsync(run, options, name) : await PrintAsync(run, name);
            }
            catch (FileFailureException failure)
            {
                status = await run.FailAsync(name, failure);
            }
        }

        return status;
    }

    private static async ValueTask<int> PrintAsync(CommandRun run, string name)
    {
        await run.Output.WriteLineAsync($"{await DigestAsync(run, name)}  {name}");
        return 0;
    }

    private static async ValueTask<int> CheckAsync(CommandRun run, CommandOptions options, string list)
    {
        var failed = 0;
        await using var file = list == "-" ? null : run.OpenRead(list);
        var reader = file is null ? run.Input : run.Reader(file);
        while (await reader.ReadLineAsync() is { } line)
        {
            var parts = line.Split([' '], 2);
            if (parts.Length < 2)
            {
                continue;
            }

            var name = parts[1].TrimStart(' ', '*');
            var same = await DigestAsync(run, name) == parts[0];
            failed += same ? 0 : 1;
            if (!options.Has('s') && !(same && options.Has('q')))
            {
                await run.Output.WriteLineAsync($"{name}: {(same ? "OK" : "FAILED")}");
            }
        }

        return failed == 0 ? 0 : options.Has('s') ? 1 : await run.FailAsync($"WARNING: {failed} computed checksum{(failed == 1 ? "" : "s")} did NOT match");
    }

    private static async ValueTask<string> DigestAsync(CommandRun run, string name)
    {
        await using var file = name == "-" ? null : run.OpenRead(name);
        using var digest = IncrementalHash.CreateHash(run.Name switch
        {
            "md5sum" => HashAlgorithmName.MD5,
            "sha1sum" => HashAlgorithmName.SHA1,
            "sha512sum" => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA256,
        });
        var reader = file is null ? run.Input : run.Reader(file);
        while (await reader.ReadAsync() is { IsEmpty: false } piece)
        {
            digest.AppendData(piece.Span);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
