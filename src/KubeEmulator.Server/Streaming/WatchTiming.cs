using System.Globalization;
using KubeEmulator.Api;

namespace KubeEmulator.Server.Streaming;

/// <summary>
/// When a watch ends, and when bookmarks are due. It waits on an outside party, so it runs on real time. Upstream: the cacher's
/// <c>cache_watcher.go</c> (nextBookmarkTime) and <c>endpoints/handlers/get.go</c>.
/// </summary>
internal sealed class WatchTiming : IDisposable
{
    private static readonly TimeSpan BookmarkEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BookmarkBeforeEnd = TimeSpan.FromSeconds(2);

    // kube-apiserver's --min-request-timeout: watches without a time-out last this long, and up to twice that.
    private static readonly TimeSpan MinTimeout = TimeSpan.FromMinutes(30);

    private readonly TimeProvider _real = TimeProvider.System;
    private readonly CancellationTokenSource _end;
    private readonly bool _wantsBookmarks;
    private readonly long _start;
    private readonly TimeSpan _timeout;
    private readonly long _from;
    private CancellationTokenSource? _bookmark;
    private TimeSpan _nextBookmark;

    public WatchTiming(Exchange exchange, ListOptions options)
    {
        _start = _real.GetTimestamp();
        _timeout = options.TimeoutSeconds is > 0 and { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue / 1000)) : Random(exchange);
        _end = CancellationTokenSource.CreateLinkedTokenSource(exchange.Cancellation, exchange.Server.Stopping);
        _end.CancelAfter(_timeout);
        _wantsBookmarks = options.AllowWatchBookmarks;
        _from = long.TryParse(options.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from : 0;
        ArmBookmark();
    }

    /// <summary>Ends with the watch: its time-out, the client's going, the server's stopping.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>Ends with the watch, or when a bookmark is due.</summary>
    public CancellationToken Wake => _bookmark?.Token ?? _end.Token;

    /// <summary>Whether the watch is over.</summary>
    public bool IsOver => _end.IsCancellationRequested;

    /// <summary>
    /// Whether a bookmark is due; asked after <see cref="Wake"/> ended, it sets up the next one. One that says no more than the client
    /// said itself is never sent.
    /// </summary>
    public bool TakeBookmark(long position)
    {
        if (_bookmark is null || !_bookmark.IsCancellationRequested || IsOver)
        {
            return false;
        }

        ArmBookmark();
        return position > _from;
    }

    public void Dispose()
    {
        _bookmark?.Dispose();
        _end.Dispose();
    }

    private static TimeSpan Random(Exchange exchange)
    {
        var part = exchange.Services.Random.Next("watch-timeout", exchange.Request.Path) % 1000;
        return MinTimeout * (1 + (part / 1000.0));
    }

    // Every minute, and once shortly before the end.
    private void ArmBookmark()
    {
        _bookmark?.Dispose();
        _bookmark = null;
        if (!_wantsBookmarks)
        {
            return;
        }

        var elapsed = _real.GetElapsedTime(_start);
        var last = _timeout - BookmarkBeforeEnd;
        var next = elapsed + BookmarkEvery;
        _nextBookmark = next < last ? next : _nextBookmark < last ? last : next;
        if (_nextBookmark > elapsed)
        {
            _bookmark = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            _bookmark.CancelAfter(_nextBookmark - elapsed);
        }
    }
}
