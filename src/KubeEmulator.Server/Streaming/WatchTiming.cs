using KubeEmulator.Api;

namespace KubeEmulator.Server.Streaming;

/// <summary>
/// When a watch ends, and when bookmarks are due. It waits on an outside party, so it runs on real time. One timer for whatever is
/// next: most watches never see it fire.
/// </summary>
internal sealed class WatchTiming : IDisposable
{
    // Upstream's cacher: bookmarks about every minute, and this long before the time-out.
    private static readonly TimeSpan BookmarkEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BookmarkBeforeEnd = TimeSpan.FromSeconds(2);

    // kube-apiserver's --min-request-timeout: watches without a time-out last this long, and up to twice that.
    private static readonly TimeSpan MinTimeout = TimeSpan.FromMinutes(30);

    private readonly TimeProvider _real = TimeProvider.System;
    private readonly CancellationToken _clientGone;
    private readonly CancellationToken _stopping;
    private readonly bool _wantsBookmarks;
    private readonly long _start;
    private readonly TimeSpan _timeout;
    private TimeSpan _nextBookmark;
    private bool _lastBookmarkDone;
    private CancellationTokenSource _source;

    public WatchTiming(Exchange exchange, ListOptions options)
    {
        _clientGone = exchange.Cancellation;
        _stopping = exchange.Server.Stopping;
        _wantsBookmarks = options.AllowWatchBookmarks;
        _start = _real.GetTimestamp();
        _timeout = options.TimeoutSeconds is > 0 and { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue / 1000)) : Random(exchange);
        _nextBookmark = BookmarkEvery;
        _source = Arm();
    }

    /// <summary>Ends at the next thing to do, when the client goes, or when the server stops.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the watch is over.</summary>
    public bool IsOver => _clientGone.IsCancellationRequested || _stopping.IsCancellationRequested || Elapsed >= _timeout;

    private TimeSpan Elapsed => _real.GetElapsedTime(_start);

    /// <summary>Whether a bookmark is due; asked after <see cref="Token"/> ended, it sets up the next wait.</summary>
    public bool TakeBookmark()
    {
        var elapsed = Elapsed;
        var isBeforeEnd = !_lastBookmarkDone && elapsed >= _timeout - BookmarkBeforeEnd;
        var isDue = _wantsBookmarks && (elapsed >= _nextBookmark || isBeforeEnd);
        _lastBookmarkDone |= isBeforeEnd;
        if (elapsed >= _nextBookmark)
        {
            _nextBookmark = elapsed + BookmarkEvery;
        }

        if (_source.IsCancellationRequested)
        {
            _source.Dispose();
            _source = Arm();
        }

        return isDue;
    }

    public void Dispose() => _source.Dispose();

    private static TimeSpan Random(Exchange exchange)
    {
        var part = exchange.Services.Random.Next("watch-timeout", exchange.Request.Path) % 1000;
        return MinTimeout * (1 + (part / 1000.0));
    }

    private CancellationTokenSource Arm()
    {
        var next = _timeout;
        if (_wantsBookmarks)
        {
            next = Min(next, _nextBookmark);
            if (!_lastBookmarkDone && _timeout > BookmarkBeforeEnd)
            {
                next = Min(next, _timeout - BookmarkBeforeEnd);
            }
        }

        var source = CancellationTokenSource.CreateLinkedTokenSource(_clientGone, _stopping);
        var wait = next - Elapsed;
        source.CancelAfter(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1));
        return source;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
