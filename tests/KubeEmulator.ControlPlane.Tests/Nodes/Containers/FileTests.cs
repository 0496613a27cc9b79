using KubeEmulator.Nodes.Containers;

namespace KubeEmulator.ControlPlane.Tests.Nodes.Containers;

public sealed class FileTests
{
    private readonly VirtualFileSystem files = new(new ManualTime());

    [Fact]
    public void Publish_NewContent_TurnsTheDataLink()
    {
        var time = new ManualTime();
        var volume = new VolumeTree(time);
        files.Mount("/etc/config", volume, readOnly: true);

        Assert.True(volume.Publish(Files(("a", "1"), ("sub/b", "2"))));
        Assert.Equal(["..2030_01_02_03_04_05.1000000001", "..data", "a", "sub"], files.List("/etc/config"));
        Assert.Equal("..data/a", files.ReadLink("/etc/config/a"));
        Assert.Equal("2", files.ReadAllText("/etc/config/sub/b"));

        Assert.False(volume.Publish(Files(("a", "1"), ("sub/b", "2"))));
        Assert.True(volume.Publish(Files(("a", "3"))));
        Assert.Equal("3", files.ReadAllText("/etc/config/a"));
        Assert.False(files.Exists("/etc/config/sub"));
        Assert.Equal(3, files.List("/etc/config").Count);
    }

    [Fact]
    public void Mount_ReadOnly_RefusesWrites()
    {
        var volume = new VolumeTree(new ManualTime());
        volume.Publish(Files(("a", "1")));
        files.Mount("/ro", volume, readOnly: true);

        Assert.Equal(FileFailure.ReadOnly, Failure(() => files.WriteAllText("/ro/a", "x")));
        Assert.Equal(FileFailure.ReadOnly, Failure(() => files.WriteAllText("/ro/new", "x")));
        Assert.Equal(FileFailure.ReadOnly, Failure(() => files.Delete("/ro/a")));
        Assert.Equal(FileFailure.Busy, Failure(() => files.Delete("/ro")));
    }

    [Fact]
    public void Mount_OneVolumeInTwoContainers_IsShared()
    {
        var volume = new VolumeTree(new ManualTime());
        var other = new VirtualFileSystem(new ManualTime());
        files.Mount("/data", volume);
        other.Mount("/mnt/x", volume, subPath: "inner");

        files.WriteAllText("/data/inner/f", "shared");

        Assert.Equal("shared", other.ReadAllText("/mnt/x/f"));
        Assert.Equal(FileFailure.OtherVolume, Failure(() => files.Rename("/data/inner/f", "/f")));
    }

    [Fact]
    public void Write_MoreThanTheBudget_SaysNoSpace()
    {
        var small = new VolumeTree(new ManualTime(), maxBytes: 128 * 1024);
        files.Mount("/small", small);

        files.WriteAllBytes("/small/a", new byte[64 * 1024]);
        Assert.Equal(FileFailure.NoSpace, Failure(() => files.WriteAllBytes("/small/b", new byte[128 * 1024])));
        files.Delete("/small/b");
        files.Delete("/small/a");

        Assert.Equal(0, small.UsedBytes);
    }

    [Fact]
    public void Links_LoopsAndDots_AreResolvedAsLinuxDoes()
    {
        files.CreateDirectories("/a/b");
        files.CreateLink("/l", "a/b");
        files.CreateLink("/x", "y");
        files.CreateLink("/y", "x");

        Assert.Equal("/a", files.RealPath("/l/.."));
        Assert.Equal("/", files.RealPath("/../.."));
        Assert.Equal(FileFailure.TooManyLinks, Failure(() => files.ReadAllText("/x")));
        Assert.Equal(FileFailure.NotFound, Failure(() => files.ReadAllText("/no/such")));
        files.WriteAllText("/f", "");
        Assert.Equal(FileFailure.NotADirectory, Failure(() => files.ReadAllText("/f/x")));
        Assert.Equal(FileFailure.NotEmpty, Failure(() => files.Delete("/a")));
        Assert.Equal(FileFailure.Invalid, Failure(() => files.Rename("/a", "/a/b/c")));
    }

    [Fact]
    public void Rights_OfAnotherUser_AreChecked()
    {
        files.WriteAllText("/secret", "s", 0x180);
        files.CreateDirectory("/open", 0x1ff);
        files.UserId = 1000;

        Assert.Equal(FileFailure.Denied, Failure(() => files.ReadAllText("/secret")));
        Assert.Equal(FileFailure.Denied, Failure(() => files.WriteAllText("/new", "x")));
        Assert.Equal(FileFailure.NotPermitted, Failure(() => files.SetMode("/secret", 0x1ff)));
        files.WriteAllText("/open/mine", "x");
        Assert.Equal(1000, files.Status("/open/mine")!.UserId);
    }

    [Fact]
    public void Etc_OfAPod_IsWhatTheKubeletWrites()
    {
        PodEtcFiles.Write(files, "web-0", "web.default.svc.cluster.local", [System.Net.IPAddress.Parse("10.0.0.7")], [("1.2.3.4", ["a", "b"])], ["10.96.0.10"], ["default.svc.cluster.local", "cluster.local"], ["ndots:5"]);

        Assert.EndsWith("fe00::2\tip6-allrouters\n10.0.0.7\tweb-0.web.default.svc.cluster.local\tweb-0\n\n# Entries added by HostAliases.\n1.2.3.4\ta\tb\n", files.ReadAllText("/etc/hosts"), StringComparison.Ordinal);
        Assert.Equal("search default.svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n", files.ReadAllText("/etc/resolv.conf"));
    }

    private static Dictionary<string, VolumeFile> Files(params (string Path, string Text)[] entries) =>
        entries.ToDictionary(entry => entry.Path, entry => new VolumeFile(System.Text.Encoding.UTF8.GetBytes(entry.Text)));

    private static FileFailure Failure(Action action) => Assert.Throws<FileFailureException>(action).Failure;
}
