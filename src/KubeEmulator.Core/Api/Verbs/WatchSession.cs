using System.Runtime.CompilerServices;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// A running watch: pull events until there are none, then wait. A session that falls behind the history yields one
/// <see cref="WatchEventType.Error"/> event (410 Expired) and ends. Not thread-safe: one reader.
/// </summary>
public sealed class WatchSession : IDisposable
{
    private readonly ClusterServices _services;
    private readonly ResourceType _type;
    private readonly ObjectMatch? _match;
    private readonly ChangeCursor? _cursor;
    private readonly long _notBefore;
    private ApiStatus? _fault;
    private WatchFaults? _injected;
    private OutsideWatch? _outside;
    private CancellationTokenSource? _whileServed;
    private CancellationToken _whileServedOf;

    internal WatchSession(ClusterServices services, ResourceType type, ObjectMatch match, ChangeCursor cursor, long notBefore)
    {
        (_services, _type, _match, _cursor, _notBefore) = (services, type, match, cursor, notBefore);
    }

    private WatchSession(ClusterServices services, ResourceType type, ApiStatus fault) => (_services, _type, _fault) = (services, type, fault);

    /// <summary>The resource watched.</summary>
    public ResourceType Type => _type;

    /// <summary>Whether the session has yielded its last event.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The revision up to which everything has been yielded; what a bookmark says.</summary>
    public long Position => Math.Max(_cursor?.Position ?? 0, _notBefore);

    internal IEnumerator<KubeObject>? Initial { get; set; }

    internal bool EndInitialWithBookmark { get; init; }

    /// <summary>The next event, if there is one now.</summary>
    public bool TryNext(out WatchEvent next)
    {
        var found = _injected is null ? TryTrueNext(out next) : TrySpoiledNext(_injected, out next);
        if (found)
        {
            _outside?.Told();
        }

        return found;
    }

    /// <summary>
    /// Says that a client outside reads this watch: quiet then leaves it time to act upon what it is told. Whoever waits goes on on the
    /// thread that wakes all watchers, and must not block.
    /// </summary>
    /// <param name="user">Who the client is.</param>
    public void ReadFromOutside(string user = "")
    {
        _outside ??= _services.Activity.BeginOutsideWatch(_type, user, () => !IsEnded && _cursor is { HasNext: true } && _injected is not { IsStalled: true });
        if (_cursor is not null)
        {
            _cursor.GoesOnAtOnce = true;
        }
    }

    /// <summary>Spoils the events from here on, as a test asked for.</summary>
    public void Inject(WatchFault fault) => _injected = new WatchFaults(fault);

    private bool TrySpoiledNext(WatchFaults injected, out WatchEvent next)
    {
        next = default;
        var found = !IsEnded && injected.TryNext(TryTrueNext, out next);
        IsEnded |= injected.IsDropped;
        return found;
    }

    private bool TryTrueNext(out WatchEvent next)
    {
        next = default;
        if (IsEnded)
        {
            return false;
        }

        if (_fault is not null)
        {
            return End(_fault, out next);
        }

        try
        {
            return TryInitial(out next) || TryChange(out next);
        }
        catch (ApiException unconverted)
        {
            return End(unconverted.Status, out next);
        }
    }

    /// <summary>Completes when there may be an event, or the session has ended.</summary>
    public ValueTask WaitAsync(CancellationToken cancellation) =>
        _injected is { IsStalled: true } ? new ValueTask(Task.Delay(Timeout.Infinite, cancellation))
        : IsEnded || _fault is not null || Initial is not null || _type.Withdrawn.IsCancellationRequested ? ValueTask.CompletedTask
        : _type.Withdrawn.CanBeCanceled ? WaitWhileServedAsync(cancellation)
        : _cursor!.WaitAsync(cancellation);

    /// <summary>A bookmark of where the session stands.</summary>
    public WatchEvent Bookmark() => Bookmark(endsInitialEvents: false);

    /// <inheritdoc/>
    public void Dispose()
    {
        IsEnded = true;
        _outside?.Dispose();
        Initial?.Dispose();
        _cursor?.Dispose();
        _whileServed?.Dispose();
    }

    internal static WatchSession Expired(ClusterServices services, ResourceType type, string message) =>
        new(services, type, StatusDocument.Expired(message));

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitWhileServedAsync(CancellationToken cancellation)
    {
        // Made once for the watch, not for each wait: the token is nearly always the one of the wait before.
        if (_whileServed is null || _whileServedOf != cancellation)
        {
            _whileServed?.Dispose();
            _whileServed = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _type.Withdrawn);
            _whileServedOf = cancellation;
        }

        try
        {
            await _cursor!.WaitAsync(_whileServed.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The resource went away: the reader takes what is left and finds the end.
        }
    }

    private bool TryInitial(out WatchEvent next)
    {
        next = default;
        if (Initial is null)
        {
            return false;
        }

        if (Initial.MoveNext())
        {
            next = new WatchEvent(WatchEventType.Added, ServedObjects.In(_type, Initial.Current, _services));
            return true;
        }

        Initial.Dispose();
        Initial = null;
        if (!EndInitialWithBookmark)
        {
            return false;
        }

        next = Bookmark(endsInitialEvents: true);
        return true;
    }

    private bool TryChange(out WatchEvent next)
    {
        while (_cursor!.TryNext(out var change))
        {
            if (change.Revision > _notBefore && Translate(change) is { } translated)
            {
                next = translated;
                return true;
            }
        }

        next = default;
        if (_type.Withdrawn.IsCancellationRequested)
        {
            IsEnded = true;
            return false;
        }

        return _cursor.IsCompacted && End(StatusDocument.Expired($"too old resource version: {Position} ({_services.Store.CompactedRevision})"), out next);
    }

    // An object that begins or ends to match is added or deleted for this watcher.
    private WatchEvent? Translate(Change change)
    {
        var matches = change.Type != ChangeType.Deleted && _match!.Matches(change.Object);
        var matched = change.Previous is { } previous ? _match!.Matches(previous) : change.Type == ChangeType.Deleted && _match!.Matches(change.Object);
        return (matched, matches) switch
        {
            (false, true) => Event(WatchEventType.Added, change.Object),
            (true, true) => Event(WatchEventType.Modified, change.Object),
            (true, false) when change.Type == ChangeType.Deleted => Event(WatchEventType.Deleted, change.Object),
            (true, false) => Event(WatchEventType.Deleted, change.Previous!.WithMetadata("resourceVersion", change.Object.Metadata.ResourceVersion)),
            _ => null,
        };
    }

    private WatchEvent Event(WatchEventType type, KubeObject stored) => new(type, ServedObjects.In(_type, stored, _services));

    private bool End(ApiStatus status, out WatchEvent last)
    {
        IsEnded = true;
        last = new WatchEvent(WatchEventType.Error, new KubeObject(status.Document));
        return true;
    }

    private WatchEvent Bookmark(bool endsInitialEvents)
    {
        var metadata = new MapBuilder { { "resourceVersion", Position.ToString(System.Globalization.CultureInfo.InvariantCulture) } };
        if (endsInitialEvents)
        {
            metadata["annotations"] = MapValue.Of(("k8s.io/initial-events-end", "true"));
        }

        return new WatchEvent(WatchEventType.Bookmark, new KubeObject(BodyDecoder.Empty(_type, metadata.Build())));
    }
}
