using KubeEmulator.Nodes.Containers;

namespace KubeEmulator.ControlPlane.Tests.Nodes.Containers;

/// <summary>Runs alone, since it measures the memory of the whole process.</summary>
[Collection(Alone)]
public sealed class TarMemoryTests
{
    private const string Alone = "alone";

    [Fact]
    public async Task Tar_FiftyMegabytes_GoesThroughInPieces()
    {
        const int size = 50 * 1024 * 1024;
        using var container = new TestContainer();
        container.Files.CreateDirectories("/src");
        await using (var file = container.Files.OpenWrite("/src/big"))
        {
            var piece = new byte[64 * 1024];
            for (var index = 0; index < size / piece.Length; index++)
            {
                piece.AsSpan().Fill((byte)index);
                file.Write(piece);
            }
        }

        // What lies between writer and reader is one pipe: the peak beyond the two copies of the file must stay small.
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetTotalAllocatedBytes();
        var (output, error, code) = await container.ShellAsync("mkdir /dst && tar cf - -C / src | tar xf - -C /dst && cksum() { md5sum < $1; }; cksum /src/big; cksum /dst/src/big");
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.Equal(("", 0), (error, code));
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct());
        Assert.InRange(grown, size - (4 << 20), size + (8 << 20));
        Assert.InRange(GC.GetTotalAllocatedBytes() - allocated, size, size + (64 << 20));
    }

    /// <summary>Tests that nothing may run beside.</summary>
    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class AloneCollection;
}
