using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Objects;

public sealed class Utf8CacheTests
{
    private readonly Utf8Cache _cache = new(bound: 10 * 1100);

    [Fact]
    public void Add_BeyondTheBound_DropsTheOldest()
    {
        var entries = Enumerable.Range(0, 25).Select(_ => _cache.Add(new byte[1000], again: true)).ToList();

        Assert.Equal(11_000, _cache.Size);
        Assert.All(entries[..15], e => Assert.Null(e.Read()));
        Assert.All(entries[15..], e => Assert.NotNull(e.Read()));
    }

    [Fact]
    public void Add_EntryInUse_GetsAnotherRound()
    {
        var busy = _cache.Add(new byte[1000], again: true);
        for (var i = 0; i < 100; i++)
        {
            Assert.NotNull(busy.Read());
            _cache.Add(new byte[1000], again: true);
        }

        Assert.Equal(11_000, _cache.Size);
    }

    [Fact]
    public void Add_EverythingInUse_StillKeepsTheBound()
    {
        var entries = new List<Utf8Cache.Entry>();
        for (var i = 0; i < 50; i++)
        {
            entries.Add(_cache.Add(new byte[1000], again: true));
            entries.ForEach(e => e.Read());
        }

        Assert.Equal(10, entries.Count(e => e.Read() is not null));
    }

    [Fact]
    public void Add_Giant_IsNotKeptAndDrivesNobodyOut()
    {
        var small = _cache.Add(new byte[1000], again: true);

        var giant = _cache.Add(new byte[20_000], again: true);

        Assert.Null(giant.Read());
        Assert.NotNull(small.Read());
    }

    [Fact]
    public void Add_NewAndReadByNobody_GoesSoonAndDrivesNobodyOut()
    {
        var cache = new Utf8Cache(bound: 64 * 1100);
        var kept = Enumerable.Range(0, 40).Select(_ => cache.Add(new byte[1000], again: true)).ToList();

        var made = Enumerable.Range(0, 100).Select(_ => cache.Add(new byte[1000], again: false)).ToList();

        Assert.All(kept, e => Assert.NotNull(e.Read()));
        Assert.Equal(2, made.Count(e => e.Read() is not null));
        Assert.Equal(42 * 1100, cache.Size);
    }

    [Fact]
    public void Add_NewAndReadInTime_IsKept()
    {
        var cache = new Utf8Cache(bound: 64 * 1100);
        var watched = cache.Add(new byte[1000], again: false);
        Assert.NotNull(watched.Read());

        for (var i = 0; i < 100; i++)
        {
            cache.Add(new byte[1000], again: false);
        }

        Assert.NotNull(watched.Read());
    }

    [Fact]
    public void Utf8_AskedTwice_IsMadeOnce()
    {
        var o = new KubeObject(MapValue.Of(("kind", StringValue.Of("Pod"))));

        Assert.Equal("""{"kind":"Pod"}"""u8.ToArray(), o.Utf8.ToArray());
        Assert.True(o.Utf8.Equals(o.Utf8));
    }
}
