using System.Diagnostics;
using System.Runtime.CompilerServices;
using KubeEmulator.Runtime;
using Xunit.Abstractions;

namespace KubeEmulator.Tests.Leaks;

/// <summary>Tests that count what a process holds; they run when no other does.</summary>
[CollectionDefinition("leaks", DisableParallelization = true)]
public sealed class LeakCollection;

/// <summary>Clusters come and go: nothing of them stays. <c>KUBEEMULATOR_LEAK_CLUSTERS</c> says how many; 200 where it does not.</summary>
[Collection("leaks")]
public sealed class LeakTests(ITestOutputHelper output)
{
    private const int Warmup = 30;
    private static readonly int Clusters = int.TryParse(Environment.GetEnvironmentVariable("KUBEEMULATOR_LEAK_CLUSTERS"), out var given) ? given : 200;

    [Fact]
    public async Task Clusters_StartedUsedAndDisposed_LeaveNoMemoryHandlesOrThreads()
    {
        var gone = new List<WeakReference>();
        await RunAsync(Warmup, gone);
        var before = Held.Now();

        gone.Clear();
        await RunAsync(Clusters, gone);
        var after = Held.Now();

        output.WriteLine($"{Clusters} clusters: {before} -> {after}; {gone.Count(g => g.IsAlive)} still reachable");
        Assert.InRange(gone.Count(g => g.IsAlive), 0, 2);
        Assert.InRange(after.Memory - before.Memory, long.MinValue, 12 << 20);
        Assert.InRange(after.Handles - before.Handles, int.MinValue, 20);
        Assert.InRange(after.Threads - before.Threads, int.MinValue, 12);
    }

    [Fact]
    public async Task Starts_ThatAreRefused_LeaveNothing()
    {
        var folder = Directory.CreateTempSubdirectory("kube-emulator-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "bad.yaml"), "{apiVersion: v1, kind: ConfigMap, metadata: {name: A}}");
            await RefuseAsync(folder, Warmup);
            var before = Held.Now();

            await RefuseAsync(folder, 100);

            var after = Held.Now();
            output.WriteLine($"{before} -> {after}");
            Assert.InRange(after.Memory - before.Memory, long.MinValue, 8 << 20);
            Assert.InRange(after.Handles - before.Handles, int.MinValue, 20);
            Assert.Single(Directory.EnumerateFileSystemEntries(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RefuseAsync(string folder, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => EmulatedCluster.StartAsync(b => b.WithManifests(folder)));
        }
    }

    // Every tenth listens on a port, every fifth is forked, all run a pod and answer a request while a watch is open.
    private static async Task RunAsync(int clusters, List<WeakReference> gone)
    {
        for (var i = 0; i < clusters; i++)
        {
            gone.Add(await OneAsync(i));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> OneAsync(int index)
    {
        await using var cluster = await EmulatedCluster.StartAsync(b => b.WithClock(ClusterClock.Manual()));
        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: nginx}]}}");
        await cluster.Objects.WaitForReadyAsync("Pod", "p");
        using var client = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };
        await using var watch = await client.GetStreamAsync(new Uri("/api/v1/pods?watch=true", UriKind.Relative));
        if (index % 10 == 0)
        {
            await cluster.ListenAsync();
        }

        if (index % 5 == 0)
        {
            await using var fork = cluster.Fork();
            await fork.Objects.DeleteAsync("Pod", "p");
            await fork.QuietAsync();
        }

        return new WeakReference(cluster);
    }

    private sealed record Held(long Memory, int Handles, int Threads)
    {
        public static Held Now()
        {
            for (var i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            using var process = Process.GetCurrentProcess();
            return new Held(GC.GetTotalMemory(forceFullCollection: true), process.HandleCount, process.Threads.Count);
        }

        public override string ToString() => $"{Memory >> 20} MiB, {Handles} handles, {Threads} threads";
    }
}
