using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Api;

public sealed class ReadVerbTests
{
    private readonly TestCluster _cluster = new();

    [Fact]
    public async Task Pages_ShowOneRevision_WhateverHappensBetween()
    {
        await FillAsync(5);
        var first = List(new ListOptions { Limit = 2 });
        await _cluster.CreateAsync("o00");

        var second = List(new ListOptions { Limit = 2, Continue = first.Continue });
        var third = List(new ListOptions { Limit = 2, Continue = second.Continue });

        Assert.Equal(["o0", "o1"], Names(first));
        Assert.Equal(3, first.RemainingItemCount);
        Assert.Equal(["o2", "o3"], Names(second));
        Assert.Equal(["o4"], Names(third));
        Assert.Equal("", third.Continue);
        Assert.Equal(first.Revision, third.Revision);
    }

    [Fact]
    public async Task Pages_AcrossNamespaces_GoOnWhereTheyStopped()
    {
        await _cluster.CreateAsync("x", "a");
        await _cluster.CreateAsync("y", "b");
        var first = _cluster.Api.List(_cluster.ConfigMaps, "", new ListOptions { Limit = 1 });

        var second = _cluster.Api.List(_cluster.ConfigMaps, "", new ListOptions { Limit = 1, Continue = first.Continue });

        Assert.Equal(["y"], Names(second));
    }

    [Fact]
    public async Task Selectors_PickByLabelAndField()
    {
        await _cluster.CreateAsync("a", metadata: ("labels", MapValue.Of(("app", "x"))));
        await _cluster.CreateAsync("b", metadata: ("labels", MapValue.Of(("app", "y"))));

        Assert.Equal(["a"], Names(List(new ListOptions { LabelSelector = "app in (x,z)" })));
        Assert.Equal(["b"], Names(List(new ListOptions { FieldSelector = "metadata.name!=a" })));
        Assert.Equal(["b"], Names(List(new ListOptions { FieldSelector = "metadata.name=b" })));
    }

    [Theory]
    [InlineData("data.a=1", "", 400, "\"data.a\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"")]
    [InlineData("", "notatoken", 400, "invalid continue token: continue key is not valid: illegal base64 data at input byte 8")]
    public void BadOptions_AreRefusedInTheServersWords(string fields, string token, int code, string message)
    {
        var refused = Assert.Throws<ApiException>(() => List(new ListOptions { FieldSelector = fields, Continue = token }));

        Assert.Equal((code, message), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task Watch_FromNow_SeesTheWholeLife()
    {
        using var watch = Watch(new ListOptions { ResourceVersion = Revision() });

        await _cluster.CreateAsync("a");
        await PatchAsync("a", MapValue.Of(("data", MapValue.Of(("b", "2")))));
        await _cluster.Api.DeleteAsync(_cluster.ConfigMaps, "default", "a", DeleteOptions.None, _cluster.Request);

        Assert.Equal(["Added a", "Modified a", "Deleted a"], Drain(watch));
    }

    [Fact]
    public async Task Watch_WithASelector_AddsAndDeletesWhatBeginsAndEndsToMatch()
    {
        await _cluster.CreateAsync("a");
        using var watch = Watch(new ListOptions { ResourceVersion = Revision(), LabelSelector = "app=x" });

        await PatchAsync("a", Labelled("x"));
        await PatchAsync("a", Labelled("y"));
        await PatchAsync("a", Labelled("z"));

        Assert.Equal(["Added a", "Deleted a"], Drain(watch));
    }

    [Fact]
    public async Task Watch_WithInitialEvents_EndsThemWithABookmark()
    {
        await FillAsync(2);
        using var watch = Watch(new ListOptions { SendInitialEvents = true, ResourceVersionMatch = "NotOlderThan", AllowWatchBookmarks = true });

        Assert.Equal(["Added o0", "Added o1", "Bookmark "], Drain(watch));
    }

    [Fact]
    public async Task Watch_FromACompactedRevision_IsOneError()
    {
        await FillAsync(3);
        _cluster.Services.Store.Compact(_cluster.Services.Store.Current.Revision);

        using var watch = Watch(new ListOptions { ResourceVersion = "1" });

        Assert.True(watch.TryNext(out var only));
        Assert.Equal(WatchEventType.Error, only.Type);
        Assert.Equal(410, only.Object.Root.Integer("code"));
        Assert.False(watch.TryNext(out _));
        Assert.True(watch.IsEnded);
    }

    [Fact]
    public async Task Watch_ThatWaits_WakesWithTheNextChange()
    {
        using var watch = Watch(new ListOptions { ResourceVersion = Revision() });
        var waiting = watch.WaitAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        await _cluster.CreateAsync("a");
        await waiting.AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(["Added a"], Drain(watch));
    }

    private static MapValue Labelled(string app) => MapValue.Of(("metadata", MapValue.Of(("labels", MapValue.Of(("app", app))))));

    private static string[] Names(ListPage page) => [.. page.Items.Select(o => o.Name)];

    private static List<string> Drain(WatchSession watch)
    {
        var seen = new List<string>();
        while (watch.TryNext(out var next))
        {
            seen.Add($"{next.Type} {next.Object.Name}");
        }

        return seen;
    }

    private async Task FillAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await _cluster.CreateAsync($"o{i}");
        }
    }

    private string Revision() => _cluster.Services.Store.Current.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private async Task PatchAsync(string name, MapValue patch) =>
        await _cluster.Api.PatchAsync(_cluster.ConfigMaps, "default", name, "", new PatchBody(PatchType.Merge, patch), new PatchOptions(), _cluster.Request);

    private ListPage List(ListOptions options) => _cluster.Api.List(_cluster.ConfigMaps, "default", options);

    private WatchSession Watch(ListOptions options) => _cluster.Api.Watch(_cluster.ConfigMaps, "default", options);
}
