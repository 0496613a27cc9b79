using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Runtime;

/// <summary>One controller at work: its triggers, its queue, its standing. Used on the executor.</summary>
internal sealed class ControllerRunner
{
    // How often a key is tried again at once after a write conflict, before it waits its turn as after any fault.
    private const int ImmediateRetries = 5;

    private readonly ClusterServices _services;
    private readonly SerialExecutor _executor;
    private readonly WorkQueue _queue;
    private readonly Trigger[] _triggers;
    private readonly ControllerClient _client;
    private readonly EventRecorder _events;
    private ReconcileKey? _current;
    private bool _posted;
    private long _reconciles;
    private long _failures;
    private Exception? _lastFault;

    public ControllerRunner(Controller controller, ClusterServices services, SerialExecutor executor)
    {
        (Controller, _services, _executor) = (controller, services, executor);
        _queue = new WorkQueue(executor, services.Clock, Continue);
        _triggers = [.. controller.Triggers];
        _client = new ControllerClient(services, UserInfo.ServiceAccount("kube-system", controller.ServiceAccount), controller.FieldManager);
        _events = new EventRecorder(_client, controller.EventSource);
    }

    public Controller Controller { get; }

    public bool IsPaused { get; private set; }

    public ControllerState State => new(Controller.Name, IsPaused, _queue.Count, _reconciles, _failures, _lastFault?.Message) { LastFault = _lastFault };

    /// <summary>What it works on, for people who wonder what takes so long.</summary>
    public override string ToString() => $"{Controller.Name} reconciling {_current}";

    /// <summary>Begins anew: everything there is, is looked at.</summary>
    public void Start(Snapshot snapshot)
    {
        _queue.Clear();
        foreach (var trigger in _triggers)
        {
            foreach (var resource in trigger.Resource is { } one ? [one] : snapshot.Resources)
            {
                foreach (var stored in snapshot.List(resource))
                {
                    Enqueue(trigger, new Change(snapshot.Revision, ChangeType.Added, new ObjectKey(resource, stored.Namespace, stored.Name), stored, null), snapshot);
                }
            }
        }
    }

    /// <summary>Whether any trigger follows a resource.</summary>
    public bool Follows(GroupResource resource) => Array.Exists(_triggers, t => t.Resource is null || t.Resource == resource);

    public void OnChange(Change change, Snapshot snapshot)
    {
        foreach (var trigger in _triggers)
        {
            if (trigger.Resource is null || trigger.Resource == change.Key.Resource)
            {
                Enqueue(trigger, change, snapshot);
            }
        }
    }

    public void Pause() => IsPaused = true;

    public void Resume()
    {
        IsPaused = false;
        Continue();
    }

    /// <summary>One reconcile of a paused controller; false where no key waits.</summary>
    public async ValueTask<bool> StepAsync()
    {
        if (!_queue.TryTake(out var key))
        {
            return false;
        }

        await ReconcileAsync(key).ConfigureAwait(false);
        return true;
    }

    private void Enqueue(Trigger trigger, Change change, Snapshot snapshot)
    {
        foreach (var key in trigger.Keys(new TriggerContext(snapshot, _services.Catalog), change))
        {
            _queue.Add(key);
        }
    }

    // One reconcile per turn, so that controllers take turns with one another.
    private void Continue()
    {
        if (!_posted && !IsPaused && _queue.Count > 0)
        {
            _posted = true;
            _executor.Post(TurnAsync);
        }
    }

    private async ValueTask TurnAsync()
    {
        _posted = false;
        if (IsPaused || !_queue.TryTake(out var key))
        {
            return;
        }

        await ReconcileAsync(key).ConfigureAwait(false);
        Continue();
    }

    private async ValueTask ReconcileAsync(ReconcileKey key)
    {
        _reconciles++;
        _current = key;
        _executor.Doing = this;
        var trace = ReconcileTrace.Begin(Controller.Name, key);
        try
        {
            var result = await Controller.ReconcileAsync(new ReconcileContext(_services, _client, _events), key).ConfigureAwait(false);
            _queue.Forget(key);
            if (result.RequeueAfter is { } after)
            {
                _queue.AddAfter(key, after);
            }

            trace.End(result.RequeueAfter is null ? "success" : "requeue");
        }
        catch (Exception fault)
        {
            _failures++;
            _lastFault = fault;
            trace.End(IsConflict(fault) ? "conflict" : "error", fault);
            if (IsConflict(fault) && _queue.Failures(key) < ImmediateRetries)
            {
                // Somebody outside was faster, and what they wrote is in the next snapshot already.
                _queue.AddFailed(key);
            }
            else
            {
                _queue.AddRateLimited(key);
            }
        }
    }

    private static bool IsConflict(Exception fault) => fault is ApiException { Code: 409, Reason: "Conflict" };
}
