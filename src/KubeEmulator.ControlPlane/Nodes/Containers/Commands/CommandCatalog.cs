using KubeEmulator.Nodes.Containers.Commands.Archives;
using KubeEmulator.Nodes.Containers.Commands.Files;
using KubeEmulator.Nodes.Containers.Commands.Host;
using KubeEmulator.Nodes.Containers.Commands.Network;
using KubeEmulator.Nodes.Containers.Commands.Servers;
using KubeEmulator.Nodes.Containers.Commands.Text;
using KubeEmulator.Nodes.Containers.Commands.Text.Sed;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>The commands of the built-in images, by name.</summary>
internal static class CommandCatalog
{
    private static readonly Dictionary<string, CommandFunction> Commands = new(StringComparer.Ordinal)
    {
        ["["] = TestCommand.RunAsync,
        ["ash"] = ShellCommand.RunAsync,
        ["base64"] = Base64Command.RunAsync,
        ["basename"] = PathCommands.BaseNameAsync,
        ["bash"] = ShellCommand.RunAsync,
        ["cat"] = CatCommand.RunAsync,
        ["chgrp"] = ChangeOwnerCommand.RunAsync,
        ["chmod"] = ChangeModeCommand.RunAsync,
        ["chown"] = ChangeOwnerCommand.RunAsync,
        ["clear"] = SmallTextCommands.ClearAsync,
        ["cp"] = CopyCommand.RunAsync,
        ["curl"] = CurlCommand.RunAsync,
        ["cut"] = CutCommand.RunAsync,
        ["dash"] = ShellCommand.RunAsync,
        ["date"] = DateCommand.RunAsync,
        ["df"] = SpaceCommands.FreeAsync,
        ["dirname"] = PathCommands.DirectoryNameAsync,
        ["du"] = SpaceCommands.UsedAsync,
        ["echo"] = EchoCommand.RunAsync,
        ["egrep"] = GrepCommand.RunAsync,
        ["env"] = EnvironmentCommands.EnvAsync,
        ["expr"] = ExprCommand.RunAsync,
        ["false"] = static _ => new(1),
        ["fgrep"] = GrepCommand.RunAsync,
        ["find"] = FindCommand.RunAsync,
        ["free"] = ProcessCommands.FreeAsync,
        ["grep"] = GrepCommand.RunAsync,
        ["gunzip"] = GzipCommand.RunAsync,
        ["gzip"] = GzipCommand.RunAsync,
        ["head"] = HeadCommand.RunAsync,
        ["hostname"] = IdentityCommands.HostNameAsync,
        ["id"] = IdentityCommands.IdAsync,
        ["kill"] = KillCommand.RunAsync,
        ["ln"] = LinkCommand.RunAsync,
        ["ls"] = ListCommand.RunAsync,
        ["md5sum"] = DigestCommand.RunAsync,
        ["mkdir"] = DirectoryCommands.MakeAsync,
        ["mktemp"] = TemporaryCommand.RunAsync,
        ["mv"] = MoveCommand.RunAsync,
        ["nc"] = NetcatCommand.RunAsync,
        ["netstat"] = NetworkCommands.ListenersAsync,
        ["nice"] = WrapperCommands.NoHangUpAsync,
        ["nl"] = SmallTextCommands.NumberAsync,
        ["nohup"] = WrapperCommands.NoHangUpAsync,
        ["nproc"] = IdentityCommands.ProcessorsAsync,
        ["nslookup"] = NetworkCommands.LookUpAsync,
        ["pgrep"] = ProcessCommands.FindAsync,
        ["ping"] = NetworkCommands.PingAsync,
        ["pkill"] = ProcessCommands.KillAsync,
        ["printenv"] = EnvironmentCommands.PrintAsync,
        ["printf"] = PrintfCommand.RunAsync,
        ["ps"] = ProcessCommands.ListAsync,
        ["pwd"] = PathCommands.WorkingDirectoryAsync,
        ["readlink"] = PathCommands.ReadLinkAsync,
        ["realpath"] = PathCommands.RealPathAsync,
        ["rev"] = SmallTextCommands.ReverseAsync,
        ["rm"] = RemoveCommand.RunAsync,
        ["rmdir"] = DirectoryCommands.RemoveAsync,
        ["sed"] = SedCommand.RunAsync,
        ["seq"] = SeqCommand.RunAsync,
        ["sh"] = ShellCommand.RunAsync,
        ["sha1sum"] = DigestCommand.RunAsync,
        ["sha256sum"] = DigestCommand.RunAsync,
        ["sha512sum"] = DigestCommand.RunAsync,
        ["sleep"] = SleepCommand.RunAsync,
        ["sort"] = SortCommand.RunAsync,
        ["stat"] = StatCommand.RunAsync,
        ["tac"] = SmallTextCommands.BackwardsAsync,
        ["tail"] = TailCommand.RunAsync,
        ["tar"] = TarCommand.RunAsync,
        ["tee"] = TeeCommand.RunAsync,
        ["test"] = TestCommand.RunAsync,
        ["time"] = WrapperCommands.TimeAsync,
        ["timeout"] = WrapperCommands.TimeoutAsync,
        ["touch"] = TouchCommand.RunAsync,
        ["tr"] = TrCommand.RunAsync,
        ["true"] = static _ => new(0),
        ["uname"] = IdentityCommands.UnixNameAsync,
        ["uniq"] = UniqCommand.RunAsync,
        ["uptime"] = ProcessCommands.UptimeAsync,
        ["wc"] = WcCommand.RunAsync,
        ["wget"] = WgetCommand.RunAsync,
        ["which"] = WhichCommand.RunAsync,
        ["whoami"] = IdentityCommands.WhoAmIAsync,
        ["xargs"] = XargsCommand.RunAsync,
        ["yes"] = YesCommand.RunAsync,
        ["zcat"] = GzipCommand.RunAsync,
    };

    /// <summary>The programs of single images, which stand only where those put them.</summary>
    private static readonly Dictionary<string, CommandFunction> ImagePrograms = new(StringComparer.Ordinal)
    {
        ["agnhost"] = AgnhostCommand.RunAsync,
        ["entrypoint"] = WebServerCommands.EntrypointAsync,
        ["httpd-foreground"] = WebServerCommands.HttpdAsync,
        ["nginx"] = WebServerCommands.NginxAsync,
    };

    /// <summary>The names of the commands that every image with a shell has.</summary>
    public static IReadOnlyCollection<string> Names => Commands.Keys;

    public static CommandFunction? Find(string name) => Commands.GetValueOrDefault(name) ?? ImagePrograms.GetValueOrDefault(name);
}
