using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>Spoils the events of one watch as asked. Not thread-safe: one reader.</summary>
internal sealed class WatchFaults(WatchFault fault)
{
    private readonly Queue<WatchEvent> _held = new();
    private int _delivered;

    /// <summary>Whether the watch is over as far as its reader can tell.</summary>
    public bool IsDropped { get; private set; }

    /// <summary>Whether nothing comes any more.</summary>
    public bool IsStalled => Reached && fault.Kind == WatchFaultKind.Stall;

    private bool Reached => _delivered >= fault.After;

    /// <summary>The next event of a reader, from what the watch itself yields.</summary>
    public bool TryNext(TryNextEvent source, out WatchEvent next)
    {
        if (_held.TryDequeue(out next))
        {
            return true;
        }

        if (Reached && fault.Kind is WatchFaultKind.Drop or WatchFaultKind.Stall or WatchFaultKind.Expire)
        {
            return EndOrStall(out next);
        }

        if (!source(out next))
        {
            return false;
        }

        if (Reached)
        {
            Spoil(source, ref next);
        }

        _delivered++;
        return true;
    }

    private bool EndOrStall(out WatchEvent next)
    {
        IsDropped = fault.Kind is WatchFaultKind.Drop or WatchFaultKind.Expire;
        next = fault.Kind == WatchFaultKind.Expire
            ? new WatchEvent(WatchEventType.Error, new KubeObject(StatusDocument.Expired("The resourceVersion for the provided watch is too old.").Document))
            : default;
        return fault.Kind == WatchFaultKind.Expire;
    }

    private void Spoil(TryNextEvent source, ref WatchEvent next)
    {
        if (fault.Kind == WatchFaultKind.Duplicate)
        {
            _held.Enqueue(next);
        }
        else if (fault.Kind == WatchFaultKind.Reorder && source(out var second))
        {
            // The history of one object stays in order: even a bad proxy does not turn a deletion into an addition.
            var swap = second.Object.Name != next.Object.Name || second.Object.Namespace != next.Object.Namespace;
            _held.Enqueue(swap ? next : second);
            next = swap ? second : next;
        }
    }

    /// <summary>What the watch itself yields.</summary>
    internal delegate bool TryNextEvent(out WatchEvent next);
}
