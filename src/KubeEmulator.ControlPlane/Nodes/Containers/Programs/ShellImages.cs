using System.Collections.Immutable;
using KubeEmulator.Nodes.Containers.Commands;
using KubeEmulator.Nodes.Containers.Images;

namespace KubeEmulator.Nodes.Containers.Programs;

/// <summary>The images that are little more than a shell.</summary>
internal static class ShellImages
{
    private static readonly ImmutableDictionary<string, string> PathOnly = ImmutableDictionary<string, string>.Empty.Add("PATH", CommandSearch.DefaultPath);

    public static ProgramEntry BusyBox { get; } = Entry("busybox", "sh", ImageTree.BusyBox);

    public static ProgramEntry Alpine { get; } = Entry("alpine", "/bin/sh", files =>
    {
        ImageTree.BusyBox(files);
        ImageTree.Text(files, "/etc/alpine-release", "3.20.3\n");
        ImageTree.Text(files, "/etc/os-release", "NAME=\"Alpine Linux\"\nID=alpine\nVERSION_ID=3.20.3\nPRETTY_NAME=\"Alpine Linux v3.20\"\nHOME_URL=\"https://alpinelinux.org/\"\n");
    });

    public static ProgramEntry Debian { get; } = Entry("debian", "bash", files =>
    {
        ImageTree.Debian(files);
        ImageTree.Text(files, "/etc/debian_version", "12.7\n");
        ImageTree.Text(files, "/etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\nVERSION=\"12 (bookworm)\"\nVERSION_CODENAME=bookworm\nID=debian\n");
    });

    public static ProgramEntry Ubuntu { get; } = Entry("ubuntu", "/bin/bash", files =>
    {
        ImageTree.Debian(files);
        ImageTree.Text(files, "/etc/os-release", "PRETTY_NAME=\"Ubuntu 24.04.1 LTS\"\nNAME=\"Ubuntu\"\nVERSION_ID=\"24.04\"\nVERSION=\"24.04.1 LTS (Noble Numbat)\"\nVERSION_CODENAME=noble\nID=ubuntu\nID_LIKE=debian\n");
    });

    private static ProgramEntry Entry(string pattern, string command, Action<VirtualFileSystem> files) =>
        new(pattern, () => new ShellProgram(), new ImageConfig { Command = [command], Environment = PathOnly, Files = files });
}
