using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Objects;

public sealed class Utf8CacheTests
{
    private readonly Utf8Cache _cache = new(bound: 10 * 1100);

    [Fact]
    public void Add_BeyondTheBound_DropsTheOldest()
    {
        var entries = Enumerable.Range(0, 25).Select(_ => _cache.Add(new byte[1000])).ToList();

        Assert.Equal(11_000, _cache.Size);
        Assert.All(entries[..15], e => Assert.Null(e.Read()));
        Assert.All(entries[15..], e => Assert.NotNull(e.Read()));
    }

    [Fact]
    public void Add_EntryInUse_GetsAnotherRound()
    {
        var busy = _cache.Add(new byte[1000]);
        for (var i = 0; i < 100; i++)
        {
            Assert.NotNull(busy.Read());
            _cache.Add(new byte[1000]);
        }

        Assert.Equal(11_000, _cache.Size);
    }

    [Fact]
    public void Add_EverythingInUse_StillKeepsTheBound()
    {
        var entries = new List<Utf8Cache.Entry>();
        for (var i = 0; i < 50; i++)
        {
            entries.Add(_cache.Add(new byte[1000]));
            entries.ForEach(e => e.Read());
        }

        Assert.Equal(10, entries.Count(e => e.Read() is not null));
    }

    [Fact]
    public void Add_Giant_IsNotKeptAndDrivesNobodyOut()
    {
        var small = _cache.Add(new byte[1000]);

        var giant = _cache.Add(new byte[20_000]);

        Assert.Null(giant.Read());
        Assert.NotNull(small.Read());
    }

    [Fact]
    public void Utf8_AskedTwice_IsMadeOnce()
    {
        var o = new KubeObject(MapValue.Of(("kind", StringValue.Of("Pod"))));

        Assert.Equal("""{"kind":"Pod"}"""u8.ToArray(), o.Utf8.ToArray());
        Assert.True(o.Utf8.Equals(o.Utf8));
    }
}
