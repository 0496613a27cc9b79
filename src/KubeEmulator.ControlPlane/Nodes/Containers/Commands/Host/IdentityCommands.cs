using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Host;

/// <summary>id, whoami, hostname, uname and what else says who and where one is.</summary>
internal static class IdentityCommands
{
    public static async ValueTask<int> IdAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "ugnGr", new Dictionary<string, char> { ["user"] = 'u', ["group"] = 'g', ["name"] = 'n', ["groups"] = 'G' });
        var names = new UserNames(run.Files);
        var (user, group) = (run.Process.Container.Spec.UserId, run.Process.Container.Spec.GroupId);
        if (options.Operands is [var name, ..])
        {
            if (names.FindUser(name) is not { } found || !names.KnowsUser(found))
            {
                return await run.FailAsync($"'{name}': no such user");
            }

            (user, group) = (found, found);
        }

        var text = options.LastOf("ugG") switch
        {
            'u' => options.Has('n') ? names.User(user) : Text(user),
            'g' or 'G' => options.Has('n') ? names.Group(group) : Text(group),
            _ => $"uid={user}{Named(names.KnowsUser(user), names.User(user))} gid={group}{Named(names.KnowsGroup(group), names.Group(group))} groups={group}{Named(names.KnowsGroup(group), names.Group(group))}",
        };
        await run.Output.WriteLineAsync(text);
        return 0;
    }

    public static async ValueTask<int> WhoAmIAsync(CommandRun run)
    {
        var user = run.Process.Container.Spec.UserId;
        var names = new UserNames(run.Files);
        if (!names.KnowsUser(user))
        {
            return await run.FailAsync($"cannot find name for user ID {user}");
        }

        await run.Output.WriteLineAsync(names.User(user));
        return 0;
    }

    public static async ValueTask<int> HostNameAsync(CommandRun run)
    {
        var spec = run.Process.Container.Spec;
        var option = run.Arguments.Count > 0 ? run.Arguments[0] : "";
        var text = option switch
        {
            "-i" or "-I" => string.Join(' ', run.Process.Container.Network.Addresses),
            "-s" => spec.HostName.Split('.')[0],
            "-d" => spec.HostName.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? spec.HostName[(dot + 1)..] : "",
            _ => spec.HostName,
        };
        if (option.Length > 0 && option[0] != '-')
        {
            return await run.FailAsync("sethostname: Operation not permitted");
        }

        await run.Output.WriteLineAsync(ByteText.Encode(text));
        return 0;
    }

    public static async ValueTask<int> UnixNameAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "asnrvmpio");
        var fields = new (char Letter, string Text)[]
        {
            ('s', "Linux"), ('n', ByteText.Encode(run.Process.Container.Spec.HostName)), ('r', "6.1.0"), ('v', "#1 SMP"), ('m', "x86_64"), ('o', "GNU/Linux"),
        };
        var chosen = options.Has('a') ? fields : fields.Where(field => options.Has(field.Letter)).ToArray();
        await run.Output.WriteLineAsync(string.Join(' ', (chosen.Length == 0 ? fields.Take(1) : chosen).Select(field => field.Text)));
        return 0;
    }

    public static async ValueTask<int> ProcessorsAsync(CommandRun run)
    {
        await run.Output.WriteLineAsync("2");
        return 0;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Named(bool known, string name) => known ? $"({name})" : "";
}
