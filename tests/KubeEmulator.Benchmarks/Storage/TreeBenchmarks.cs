using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using KubeEmulator.Storage;

namespace KubeEmulator.Benchmarks.Storage;

/// <summary>The tree against the framework's persistent map, 100,000 entries each.</summary>
public class TreeBenchmarks
{
    private ObjectPath[] _paths = null!;
    private SortedTree<ObjectPath, object, PathOrder> _tree;
    private ImmutableSortedDictionary<ObjectPath, object> _map = null!;
    private int _turn;

    [GlobalSetup]
    public void Fill()
    {
        _paths = [.. Enumerable.Range(0, 100_000).Select(BenchmarkPods.Key).Select(k => new ObjectPath(k.Namespace, k.Name))];
        var shuffled = _paths.ToArray();
        new Random(1).Shuffle(shuffled);
        var map = ImmutableSortedDictionary.CreateBuilder<ObjectPath, object>(default(PathOrder));
        foreach (var path in shuffled)
        {
            _tree = _tree.Set(path, this);
            map.Add(path, this);
        }

        _map = map.ToImmutable();
        _paths = shuffled;
    }

    [Benchmark]
    public int TreeSet() => _tree.Set(Next(), _paths).Count;

    [Benchmark]
    public int FrameworkSet() => _map.SetItem(Next(), _paths).Count;

    [Benchmark]
    public int TreeRemove() => _tree.Remove(Next()).Count;

    [Benchmark]
    public int FrameworkRemove() => _map.Remove(Next()).Count;

    [Benchmark]
    public bool TreeGet() => _tree.TryGet(Next(), out _);

    [Benchmark]
    public bool FrameworkGet() => _map.TryGetValue(Next(), out _);

    [Benchmark]
    public int TreeWalk5000()
    {
        var seen = 0;
        for (var position = _tree.PositionOf(_paths[7]) % 90_000; seen < 5000;)
        {
            var leaf = _tree.LeafAt(position, out var offset);
            for (; offset < leaf.Length; offset++, position++)
            {
                seen += leaf[offset].Value is null ? 0 : 1;
            }
        }

        return seen;
    }

    [Benchmark]
    public int FrameworkWalk5000()
    {
        // It cannot seek, so this is what the first page costs; a later page costs more.
        var seen = 0;
        foreach (var (_, value) in _map)
        {
            seen += value is null ? 0 : 1;
            if (seen == 5000)
            {
                break;
            }
        }

        return seen;
    }

    private ObjectPath Next() => _paths[_turn = (_turn + 1) % _paths.Length];
}
