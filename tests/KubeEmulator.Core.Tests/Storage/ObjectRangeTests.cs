using KubeEmulator.Storage;
using static KubeEmulator.Core.Tests.Storage.StoreObjects;

namespace KubeEmulator.Core.Tests.Storage;

public sealed class ObjectRangeTests
{
    private readonly ObjectStore _store = new(StoreOptions.Default);

    public ObjectRangeTests()
    {
        for (var i = 0; i < 100; i++)
        {
            _store.Create(Pod($"p{i:d3}"));
        }
    }

    [Fact]
    public void Take_Page_CarriesItsPathAndWhatRemains()
    {
        var rest = _store.Current.List(Pods, "default", "default/p009");
        var page = rest.Take(10);

        Assert.Equal(90, rest.Count);
        Assert.Equal("default/p019", page.PathAt(page.Count - 1));
        Assert.Equal("p010", page[0].Name);
        Assert.Equal(80, rest.Skip(10).Count);
    }

    [Fact]
    public void Take_Pages_GiveEveryObjectOnceWhileOthersWrite()
    {
        var snapshot = _store.Current;
        List<string> seen = [];
        string? after = null;
        while (snapshot.List(Pods, null, after) is { Count: > 0 } rest)
        {
            var page = rest.Take(7);
            seen.AddRange(page.Select(p => p.Name));
            after = page.PathAt(page.Count - 1);
            _store.Delete(Pod(seen[^1]));
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"p{i:d3}"), seen);
        Assert.Equal(85, _store.Current.Count(Pods));
    }

    [Fact]
    public void Indexer_OutsideTheRange_Throws()
    {
        var page = _store.Current.List(Pods).Take(3);

        Assert.Throws<ArgumentOutOfRangeException>(() => page[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => page.PathAt(-1));
        Assert.Empty(_store.Current.List(Widgets));
        Assert.Empty(default(ObjectRange));
    }
}
