using BenchmarkDotNet.Attributes;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Documents;

/// <summary>A pod as it comes in, goes out, is stored among others like it, and is selected.</summary>
public class DocumentBenchmarks
{
    private MapValue _pod = null!;
    private byte[] _utf8 = [];
    private LabelSelector _selector = null!;
    private MapValue _labels = null!;

    [GlobalSetup]
    public void Read() => ReadAsync().GetAwaiter().GetResult();

    [Benchmark]
    public object Parse() => Value.Parse(_utf8);

    [Benchmark]
    public int Serialise() => _pod.ToUtf8Bytes().Length;

    // A shared document again: what is looked at is the same, and nothing is exchanged.
    [Benchmark]
    public void ShareWithOthers() => SharedValues.Share(_pod, null);

    [Benchmark]
    public bool Select() => _selector.Matches(_labels);

    // As a cluster has it: defaulted, scheduled, running, with its owners.
    private async Task ReadAsync()
    {
        await using var cluster = await EmulatedCluster.StartAsync(b => b.WithClock(ClusterClock.Manual()));
        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: web, image: 'nginx:1.29', ports: [{containerPort: 80}]}]}}");
        _pod = (await cluster.Objects.WaitForReadyAsync("Pod", "web")).Root;
        _utf8 = _pod.ToUtf8Bytes();
        _labels = MapValue.Of(("app", "web"), ("tier", "front"), ("track", "stable"));
        _ = LabelSelector.TryParse("app=web,tier in (front,back),track!=canary", out var selector, out _);
        _selector = selector!;
        SharedValues.Share((MapValue)Value.Parse(_utf8), null);
        Console.WriteLine($"// a pod of {_utf8.Length} bytes");
    }
}
