using System.Globalization;
using BenchmarkDotNet.Attributes;
using KubeEmulator.Api;
using KubeEmulator.Kinds;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.CustomResources;

/// <summary>What 20 rules cost when an object of 4 KB is created, in process; and all of them by themselves.</summary>
[MemoryDiagnoser]
public class RuledResourceBenchmarks
{
    private const int Creates = 500;

    private static readonly MapValue Definition = (MapValue)YamlText.Parse(RuledResource.Definition);
    private readonly RequestContext _request = new(UserInfo.Admin) { UserAgent = "benchmark/1.0" };
    private readonly MapValue[] _documents = [.. Enumerable.Range(0, Creates).Select(i => RuledResource.Document(string.Create(CultureInfo.InvariantCulture, $"ruled-{i}")))];
    private EmulatedCluster _cluster = null!;
    private ResourceType _type = null!;

    [GlobalSetup]
    public async Task StartAsync()
    {
        _cluster = await EmulatedCluster.StartAsync(o => o.WithApiOnly().WithManifest(RuledResource.Definition)).ConfigureAwait(false);
        _type = _cluster.Api.Catalog.Find("example.com", "v1", "ruleds")!;
        if (RuleExplainer.Explain(Definition, _documents[0]) is { Errors.Count: > 0 } refused)
        {
            throw new InvalidOperationException(string.Join('\n', refused.Errors));
        }
    }

    [IterationSetup]
    public void Reset() => _cluster.Reset();

    [GlobalCleanup]
    public async Task EndAsync() => await _cluster.DisposeAsync().ConfigureAwait(false);

    [Benchmark(OperationsPerInvoke = Creates)]
    public async Task Create()
    {
        foreach (var document in _documents)
        {
            await _cluster.Api.CreateAsync(_type, "default", document, WriteOptions.None, _request).ConfigureAwait(false);
        }
    }
}
