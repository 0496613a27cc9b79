using KubeEmulator.Storage;

namespace KubeEmulator.Scheduling;

/// <summary>
/// The pods without a node; kube-scheduler's <c>backend/queue/scheduling_queue.go</c>.
/// <code>
///   new ==== active ==== (cycle) == fits == bound
///               |            | does not fit
///     back-off  |            |
///     over   backoff === unschedulable     by an event that a plugin that refused the pod asked for
/// </code>
/// A pod in back-off is taken early when nobody is active, unless something was broken. Used on the executor.
/// </summary>
internal sealed class SchedulingQueue
{
    private readonly TimeProvider _clock;
    private readonly SchedulerOptions _options;
    private readonly Func<string, PluginRunner?> _runners;
    private readonly Func<Snapshot> _snapshot;
    private readonly Backoff _backoff;
    private readonly Dictionary<string, QueuedPod> _byUid = new(StringComparer.Ordinal);
    private readonly SortedSet<QueuedPod> _active = new(QueueOrder.ByPriority);
    private readonly SortedSet<QueuedPod> _backingOff = new(QueueOrder.ByBackoff);
    private readonly SortedSet<QueuedPod> _broken = new(QueueOrder.ByBackoff);
    private readonly SortedSet<QueuedPod> _unschedulable = new(QueueOrder.ByTime);
    private long _sequence;

    public SchedulingQueue(TimeProvider clock, SchedulerOptions options, Func<string, PluginRunner?> runners, Func<Snapshot> snapshot)
    {
        (_clock, _options, _runners, _snapshot) = (clock, options, runners, snapshot);
        _backoff = new Backoff(options.PodInitialBackoff, options.PodMaxBackoff);
    }

    /// <summary>Whether a pod can be taken now.</summary>
    public bool HasReady => _active.Count > 0 || _backingOff.Count > 0;

    /// <summary>When <see cref="Flush"/> has something to do next.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            DateTimeOffset? next = _broken.Min?.BackoffEnds is { } end ? Backoff.OverAt(end) : null;
            var stale = _unschedulable.Min?.Since + _options.PodMaxInUnschedulablePods;
            return next is null || stale < next ? stale ?? next : next;
        }
    }

    public IEnumerable<QueuedPod> In(QueuedPlace place) => SetOf(place) ?? [];

    public QueuedPod? Find(string uid) => _byUid.GetValueOrDefault(uid);

    public void Add(SchedulingPod pod)
    {
        if (_byUid.ContainsKey(pod.Uid))
        {
            return;
        }

        var queued = new QueuedPod(pod, _clock.GetUtcNow(), ++_sequence);
        _byUid.Add(pod.Uid, queued);
        ToActive(queued);
    }

    /// <summary>The pod itself changed: what it was refused for may be settled by that.</summary>
    public void Update(SchedulingPod pod, Change change, IReadOnlyList<ClusterEvent> events)
    {
        if (!_byUid.TryGetValue(pod.Uid, out var queued))
        {
            Add(pod);
            return;
        }

        var place = queued.Place;
        Leave(queued);
        queued.Pod = pod;
        Enter(queued, place);
        if (place == QueuedPlace.Unschedulable)
        {
            foreach (var happened in events)
            {
                Consider(queued, happened, change);
                if (queued.Place != QueuedPlace.Unschedulable)
                {
                    return;
                }
            }
        }
    }

    public void Remove(string uid)
    {
        if (_byUid.Remove(uid, out var queued))
        {
            Leave(queued);
        }
    }

    /// <summary>The next pod; null where none can be taken now.</summary>
    public QueuedPod? Take()
    {
        var next = _active.Min ?? _backingOff.Min;
        if (next is null)
        {
            return null;
        }

        Leave(next);
        next.Attempts++;
        return next;
    }

    /// <summary>Puts back a pod that was taken and not bound.</summary>
    public void Return(QueuedPod queued)
    {
        if (queued.Place != QueuedPlace.None || !_byUid.ContainsKey(queued.Pod.Uid))
        {
            return;
        }

        var broken = queued.UnschedulablePlugins.Count + queued.PendingPlugins.Count == 0;
        queued.ConsecutiveErrors = broken ? queued.ConsecutiveErrors + 1 : 0;
        queued.UnschedulableCount += broken ? 0 : 1;
        queued.Since = _clock.GetUtcNow();
        queued.BackoffEnds = null;
        if (broken)
        {
            Requeue(queued, immediately: false);
        }
        else
        {
            Enter(queued, QueuedPlace.Unschedulable);
        }
    }

    /// <summary>An event may make pods fit: those are moved whose refusing plugins say so.</summary>
    public void Move(ClusterEvent happened, Change? change, Func<QueuedPod, bool>? only = null)
    {
        if (_unschedulable.Count == 0)
        {
            return;
        }

        foreach (var queued in _unschedulable.ToArray())
        {
            if (only is null || only(queued))
            {
                Consider(queued, happened, change);
            }
        }
    }

    /// <summary>Moves a pod to the front door whatever it waits for.</summary>
    public void Activate(string uid)
    {
        if (_byUid.TryGetValue(uid, out var queued) && queued.Place is not (QueuedPlace.None or QueuedPlace.Active))
        {
            Leave(queued);
            ToActive(queued);
        }
    }

    /// <summary>Moves what waited long enough.</summary>
    public void Flush()
    {
        var now = _clock.GetUtcNow();
        while (_broken.Min is { } first && _backoff.IsOver(first, now))
        {
            Leave(first);
            Enter(first, QueuedPlace.Active);
        }

        foreach (var queued in _unschedulable.TakeWhile(q => now - q.Since >= _options.PodMaxInUnschedulablePods).ToArray())
        {
            Leave(queued);
            Requeue(queued, immediately: false);
            if (queued.Place == QueuedPlace.Unschedulable)
            {
                // Still gated: look again after another while.
                Leave(queued);
                queued.Since = now;
                Enter(queued, QueuedPlace.Unschedulable);
            }
        }
    }

    public void Clear()
    {
        _byUid.Clear();
        foreach (var set in (SortedSet<QueuedPod>[])[_active, _backingOff, _broken, _unschedulable])
        {
            set.Clear();
        }
    }

    private void Consider(QueuedPod queued, ClusterEvent happened, Change? change)
    {
        var worth = Worth(queued, happened, change);
        if (worth == RequeueWorth.Skip)
        {
            return;
        }

        Leave(queued);
        Requeue(queued, worth == RequeueWorth.Immediately);
    }

    // isPodWorthRequeuing: any refusing plugin's hint is enough, one that waits for something outside also spares the back-off.
    private RequeueWorth Worth(QueuedPod queued, ClusterEvent happened, Change? change)
    {
        if (queued.UnschedulablePlugins.Count + queued.PendingPlugins.Count == 0 || happened.Resource is null || change is not { } changed)
        {
            return RequeueWorth.AfterBackoff;
        }

        var worth = RequeueWorth.Skip;
        foreach (var (name, interest) in _runners(queued.Pod.View.SchedulerName)?.InterestsIn(happened) ?? [])
        {
            var pending = queued.PendingPlugins.Contains(name);
            if ((!pending && !queued.UnschedulablePlugins.Contains(name)) || (queued.GatingPlugin is not null && queued.GatingPlugin != name))
            {
                continue;
            }

            if (interest.Worth is not null && !interest.Worth(queued.Pod.Object, changed))
            {
                continue;
            }

            if (pending)
            {
                return RequeueWorth.Immediately;
            }

            worth = RequeueWorth.AfterBackoff;
        }

        return worth;
    }

    private void Requeue(QueuedPod queued, bool immediately)
    {
        if (!immediately && !_backoff.IsOver(queued, _clock.GetUtcNow()) && !IsGated(queued))
        {
            var broken = queued.UnschedulablePlugins.Count + queued.PendingPlugins.Count == 0;
            Enter(queued, broken ? QueuedPlace.ErrorBackoff : QueuedPlace.Backoff);
        }
        else
        {
            ToActive(queued);
        }
    }

    private void ToActive(QueuedPod queued) => Enter(queued, IsGated(queued) ? QueuedPlace.Unschedulable : QueuedPlace.Active);

    // runPreEnqueuePlugins: the plugin that gated the pod is asked first, for it most likely still does.
    private bool IsGated(QueuedPod queued)
    {
        var plugins = _runners(queued.Pod.View.SchedulerName)?.PreEnqueue ?? [];
        foreach (var plugin in plugins.OrderBy(p => p.Name == queued.GatingPlugin ? 0 : 1))
        {
            if (!plugin.PreEnqueue(queued.Pod.Object, _snapshot()).IsSuccess)
            {
                queued.UnschedulablePlugins.Add(plugin.Name);
                queued.GatingPlugin = plugin.Name;
                return true;
            }
        }

        queued.GatingPlugin = null;
        return false;
    }

    private void Enter(QueuedPod queued, QueuedPlace place)
    {
        queued.Place = place;
        SetOf(place)?.Add(queued);
    }

    private void Leave(QueuedPod queued)
    {
        SetOf(queued.Place)?.Remove(queued);
        queued.Place = QueuedPlace.None;
    }

    private SortedSet<QueuedPod>? SetOf(QueuedPlace place) => place switch
    {
        QueuedPlace.Active => _active,
        QueuedPlace.Backoff => _backingOff,
        QueuedPlace.ErrorBackoff => _broken,
        QueuedPlace.Unschedulable => _unschedulable,
        _ => null,
    };
}
