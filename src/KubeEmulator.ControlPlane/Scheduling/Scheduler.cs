using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// kube-scheduler: pods without a node get one. It follows the change log, takes one pod at a time from its queue, decides on the
/// newest state, and binds through the API as <c>system:kube-scheduler</c>. Thread-safe.
/// </summary>
public sealed class Scheduler : IAsyncDisposable
{
    private const string Component = "kube-scheduler";

    private readonly ControlPlaneRuntime _runtime;
    private readonly SchedulerOptions _options;
    private readonly Dictionary<string, PluginRunner> _runners;
    private readonly AffinityTerms _terms = new();
    private readonly ClusterView _view;
    private readonly SchedulingQueue _queue;
    private readonly BindingCycles _bindings;
    private readonly SchedulerActions _actions;
    private readonly SelectionRoom _room = new();
    private readonly LogFollower _follower;
    private IDisposable? _timer;
    private DateTimeOffset _timerDue;
    private bool _turnPosted;

    private Scheduler(ControlPlaneRuntime runtime, SchedulerOptions options)
    {
        options.Check();
        (_runtime, _options) = (runtime, options);
        _runners = options.Profiles.ToDictionary(p => p.SchedulerName, p => new PluginRunner(p), StringComparer.Ordinal);
        _view = new ClusterView(_terms);
        _queue = new SchedulingQueue(runtime.Services.Clock, options, RunnerOf, () => runtime.Services.Store.Current);
        _bindings = new BindingCycles(runtime, _view, BindingFailedAsync, BoundAsync);
        var client = new ControllerClient(runtime.Services, UserInfo.Component($"system:{Component}"), Component);
        _actions = new SchedulerActions(client, _view, _queue, (pod, why) => _bindings.Reject(pod.Uid, PluginStatus.Unschedulable(why).By("DefaultPreemption")));
        _bindings.Actions = _actions;
        var reader = new ChangeReader(_view, _queue, _bindings, _runners.ContainsKey, [.. options.Profiles.SelectMany(p => p.Plugins).Select(p => p.Plugin).Distinct()]);
        _follower = runtime.Follow(
            snapshot =>
            {
                reader.Begin(snapshot);
                Kick();
            },
            change =>
            {
                reader.Read(change);
                Kick();
            });
    }

    /// <summary>The scheduler names that it serves.</summary>
    public IReadOnlyCollection<string> Names => _runners.Keys;

    /// <summary>Starts scheduling; disposing ends it.</summary>
    /// <exception cref="ArgumentException">The options contradict themselves.</exception>
    public static Scheduler Start(ControlPlaneRuntime runtime, SchedulerOptions? options = null) => new(runtime, options ?? new SchedulerOptions());

    /// <summary>
    /// What each plugin says of each node for a pod, now; nothing is written. A pod that is bound already is looked at as if it were not.
    /// </summary>
    /// <exception cref="ApiException">404: there is no such pod.</exception>
    public SchedulingExplanation Explain(string @namespace, string name) => Explain(_runtime.Services.Store.Current, @namespace, name);

    /// <summary>The same for any snapshot.</summary>
    /// <exception cref="ApiException">404: there is no such pod.</exception>
    public SchedulingExplanation Explain(Snapshot snapshot, string @namespace, string name) =>
        Explainer.Explain(snapshot, @namespace, name, RunnerOf, _terms);

    /// <summary>The pods whose node is chosen and that wait for plugins to permit them.</summary>
    public Task<IReadOnlyList<WaitingPod>> WaitingPodsAsync() => _runtime.Executor.RunAsync(() =>
        ValueTask.FromResult<IReadOnlyList<WaitingPod>>([.. _bindings.Waiting.Where(p => p.WaitingFor.Count > 0).Select(p => new WaitingPod(this, p))]));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _timer?.Dispose();
        await _follower.DisposeAsync().ConfigureAwait(false);
    }

    internal void OnExecutor(Action<BindingCycles> act) => _runtime.Executor.Post(() =>
    {
        act(_bindings);
        return ValueTask.CompletedTask;
    });

    private PluginRunner? RunnerOf(string schedulerName) => _runners.GetValueOrDefault(schedulerName);

    // One pod a turn, so that others come between; without pods to take, a timer for the next that will be.
    private void Kick()
    {
        if (_turnPosted)
        {
            return;
        }

        if (_queue.HasReady)
        {
            _turnPosted = true;
            _runtime.Executor.Post(TurnAsync);
            return;
        }

        var due = _queue.NextDue;
        if (_timer is not null && due == _timerDue)
        {
            return;
        }

        _timer?.Dispose();
        _timer = due is { } at ? _runtime.Executor.PostAt(_timerDue = at, FlushAsync) : null;
    }

    private ValueTask FlushAsync()
    {
        _timer = null;
        _queue.Flush();
        Kick();
        return ValueTask.CompletedTask;
    }

    private async ValueTask TurnAsync()
    {
        _follower.CatchUp();
        _queue.Flush();
        try
        {
            if (_queue.Take() is { } queued)
            {
                await ScheduleAsync(queued).ConfigureAwait(false);
            }
        }
        finally
        {
            _turnPosted = false;
            Kick();
        }
    }

    private async ValueTask ScheduleAsync(QueuedPod queued)
    {
        var snapshot = _runtime.Services.Store.Current;
        var pod = queued.Pod;
        var stored = snapshot.Get(new ObjectKey(SchedulingResources.Pods, pod.Namespace, pod.Name));
        if (RunnerOf(pod.View.SchedulerName) is not { } runner || stored is null || stored.Metadata.Uid != pod.Uid || stored.Spec.StringOrEmpty("nodeName").Length > 0)
        {
            _queue.Remove(pod.Uid);
            return;
        }

        if (stored.Metadata.IsDeleting)
        {
            _queue.Remove(pod.Uid);
            await _actions.RecordAsync(pod, "Warning", "FailedScheduling", "Scheduling", $"skip schedule deleting pod: {pod.FullName}").ConfigureAwait(false);
            return;
        }

        var cycle = new SchedulingCycle(pod, snapshot, _view, purpose => _runtime.Services.Random.Next($"scheduler {purpose}", pod.FullName))
        {
            Client = _actions.Client,
            Actions = _actions,
            Runner = runner,
        };
        try
        {
            var outcome = await new NodeSelection(cycle, runner, _options, _room).RunAsync().ConfigureAwait(false);
            if (outcome.Status.IsSuccess)
            {
                await _bindings.BeginAsync(new PendingBinding(queued, cycle, runner, outcome.Node)).ConfigureAwait(false);
                return;
            }

            await FailedAsync(queued, outcome).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            // A plugin of the user threw: the pod is tried again, and says why it was not scheduled.
            await FailedAsync(queued, new SchedulingOutcome(PluginStatus.Error(broken.Message), Nominated: "")).ConfigureAwait(false);
        }
    }

    private async ValueTask BoundAsync(PendingBinding pending)
    {
        var pod = pending.Queued.Pod;
        _queue.Remove(pod.Uid);
        await _actions.RecordAsync(pod, "Normal", "Scheduled", "Binding", $"Successfully assigned {pod.FullName} to {pending.Node}").ConfigureAwait(false);
        foreach (var plugin in pending.Runner.PostBinds)
        {
            plugin.PostBind(pending.Cycle, pending.Node);
        }
    }

    private async ValueTask BindingFailedAsync(PendingBinding pending, PluginStatus status)
    {
        // What the pod had taken on the node is free again.
        var gone = new Change(pending.Cycle.Snapshot.Revision, ChangeType.Deleted, new ObjectKey(SchedulingResources.Pods, pending.Cycle.Pod.Namespace, pending.Cycle.Pod.Name), Placed(pending), null);
        _queue.Move(ClusterEvent.AssignedPodDelete, gone);
        if (!status.IsRejected)
        {
            await FailedAsync(pending.Queued, new SchedulingOutcome(status, Nominated: "")).ConfigureAwait(false);
            return;
        }

        var verdicts = new NodeVerdicts();
        verdicts.Set(pending.Node, status);
        verdicts.Note(status);
        await FailedAsync(pending.Queued, new SchedulingOutcome(PluginStatus.Unschedulable(verdicts.Describe(1)), Verdicts: verdicts, Nominated: "")).ConfigureAwait(false);
    }

    private static KubeObject Placed(PendingBinding pending) =>
        pending.Cycle.Pod.With(pending.Cycle.Pod.Root.With("spec", pending.Cycle.Pod.Spec.With("nodeName", pending.Node)));

    // handleSchedulingFailure: back into the queue, an event, the condition.
    private async ValueTask FailedAsync(QueuedPod queued, SchedulingOutcome outcome)
    {
        var stored = _runtime.Services.Store.Current.Get(new ObjectKey(SchedulingResources.Pods, queued.Pod.Namespace, queued.Pod.Name));
        if (stored is null || stored.Metadata.Uid != queued.Pod.Uid || stored.Spec.StringOrEmpty("nodeName").Length > 0)
        {
            _queue.Remove(queued.Pod.Uid);
            return;
        }

        var pod = queued.Pod = _view.Parse(stored);
        queued.UnschedulablePlugins.Clear();
        queued.PendingPlugins.Clear();
        queued.UnschedulablePlugins.UnionWith(outcome.Verdicts?.UnschedulablePlugins ?? []);
        queued.PendingPlugins.UnionWith(outcome.Verdicts?.PendingPlugins ?? []);
        _queue.Return(queued);
        _view.Nominations.Set(pod, outcome.Nominated ?? pod.View.NominatedNodeName);
        var message = outcome.Status.Message;
        await _actions.RecordAsync(pod, "Warning", "FailedScheduling", "Scheduling", message).ConfigureAwait(false);
        await _actions.PatchStatusAsync(pod, SchedulerActions.NotScheduled(pod, outcome.Status.IsRejected ? "Unschedulable" : "SchedulerError", message), outcome.Nominated).ConfigureAwait(false);
        Kick();
    }
}
