using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// What each change of the log means for the scheduler: the view follows, and pods that wait are told; kube-scheduler's
/// <c>eventhandlers.go</c>. Used on the executor.
/// </summary>
internal sealed class ChangeReader(ClusterView view, SchedulingQueue queue, BindingCycles bindings, Func<string, bool> isMine, IReadOnlyCollection<SchedulerPlugin> plugins)
{
    private static readonly HashSet<GroupResource> NeverOfInterest = [new("", "events"), new("events.k8s.io", "events"), new("coordination.k8s.io", "leases")];
    private readonly bool _anything = plugins.Any(p => p.Events.Any(e => e.Event.Resource is null));
    private readonly HashSet<GroupResource> _asked = [.. plugins.SelectMany(p => p.Events).Select(e => e.Event.Resource).OfType<GroupResource>()];

    public void Begin(Snapshot snapshot)
    {
        bindings.Clear();
        queue.Clear();
        view.Begin(snapshot);
        foreach (var pod in snapshot.List(SchedulingResources.Pods))
        {
            if (IsPending(pod))
            {
                queue.Add(view.Parse(pod));
            }
        }
    }

    public void Read(Change change)
    {
        if (change.Key.Resource == SchedulingResources.Pods)
        {
            ReadPod(change);
        }
        else if (change.Key.Resource == SchedulingResources.Nodes)
        {
            ReadNode(change);
        }
        else if (change.Key.Resource == SchedulingResources.Namespaces)
        {
            view.SetNamespace(change.Key.Name, change.Type == ChangeType.Deleted ? null : change.Object.Metadata.Labels);
        }
        else if (_asked.Contains(change.Key.Resource) || (_anything && !NeverOfInterest.Contains(change.Key.Resource)))
        {
            queue.Move(new ClusterEvent(change.Key.Resource, ActionOf(change.Type)), change);
            bindings.LookAgainAtAll();
        }
    }

    private void ReadNode(Change change)
    {
        if (change.Type == ChangeType.Deleted)
        {
            view.RemoveNode(change.Key.Name);
            queue.Move(new ClusterEvent(SchedulingResources.Nodes, ClusterEventAction.Delete), change);
            return;
        }

        view.SetNode(change.Object);
        var actions = change.Previous is { } before ? NodeChanges.Between(before, change.Object) : [ClusterEventAction.Add];
        foreach (var action in actions)
        {
            queue.Move(new ClusterEvent(SchedulingResources.Nodes, action), change);
        }
    }

    private void ReadPod(Change change)
    {
        // A pod that has ended is gone for the scheduler.
        var before = change.Previous is { } previous && !PodState.IsTerminal(new PodView(previous)) ? previous : null;
        var after = change.Type != ChangeType.Deleted && !PodState.IsTerminal(new PodView(change.Object)) ? change.Object : null;
        if (before is not null && after is not null)
        {
            Updated(change, before, after);
        }
        else if (after is not null)
        {
            Added(after, change);
        }
        else if (before is not null)
        {
            Deleted(before, change);
        }
    }

    private void Added(KubeObject pod, Change change)
    {
        if (NodeOf(pod).Length > 0)
        {
            view.Place(view.Parse(pod), NodeOf(pod));
            queue.Move(ClusterEvent.AssignedPodAdd, change with { Type = ChangeType.Added, Previous = null });
        }
        else if (IsMine(pod))
        {
            var parsed = view.Parse(pod);
            Nominate(parsed);
            queue.Add(parsed);
        }
    }

    private void Updated(Change change, KubeObject before, KubeObject after)
    {
        if (NodeOf(before).Length > 0)
        {
            if (!view.Refresh(before, after))
            {
                view.Place(view.Parse(after), NodeOf(after));
            }

            foreach (var action in PodChanges.Between(before, after))
            {
                queue.Move(new ClusterEvent(SchedulingResources.Pods, action), change);
            }
        }
        else if (NodeOf(after).Length > 0)
        {
            queue.Remove(after.Metadata.Uid);
            if (!view.Confirm(before, after))
            {
                view.Place(view.Parse(after), NodeOf(after));
            }

            queue.Move(ClusterEvent.AssignedPodAdd, change with { Type = ChangeType.Added, Previous = null });
        }
        else if (IsMine(after))
        {
            Unbound(change, before, after);
        }
    }

    private void Unbound(Change change, KubeObject before, KubeObject after)
    {
        var parsed = view.Parse(after);
        if (view.IsAssumed(parsed.Uid))
        {
            if (after.Metadata.IsDeleting)
            {
                Forget(parsed, change);
            }

            return;
        }

        Renominate(before, parsed);
        if (before.Status.StringOrEmpty("nominatedNodeName") is { Length: > 0 } was && was != after.Status.StringOrEmpty("nominatedNodeName"))
        {
            Released(parsed, change);
        }

        queue.Update(parsed, change, [.. PodChanges.Between(before, after).Select(a => new ClusterEvent(SchedulingResources.Pods, a))]);
    }

    private void Deleted(KubeObject pod, Change change)
    {
        var gone = change with { Type = ChangeType.Deleted, Object = pod, Previous = null };
        if (NodeOf(pod).Length > 0)
        {
            view.Displace(pod.Metadata.Uid);
            queue.Move(ClusterEvent.AssignedPodDelete, gone);
            return;
        }

        if (!IsMine(pod))
        {
            return;
        }

        var parsed = view.Parse(pod);
        queue.Remove(parsed.Uid);
        if (view.IsAssumed(parsed.Uid))
        {
            Forget(parsed, gone);
        }
        else if (view.Nominations.NodeOf(parsed.Uid) is not null)
        {
            view.Nominations.Remove(parsed.Uid);
            Released(parsed, gone);
        }
    }

    // The pod was on its way to a node: what it held there is free.
    private void Forget(SchedulingPod pod, Change change)
    {
        if (!bindings.Reject(pod.Uid, PluginStatus.Error("the pod is being deleted")))
        {
            view.Displace(pod.Uid);
        }

        queue.Move(ClusterEvent.AssignedPodDelete, change with { Type = ChangeType.Deleted, Previous = null });
    }

    // Room was held for the pod; those who had to leave it may have it now.
    private void Released(SchedulingPod pod, Change change) =>
        queue.Move(ClusterEvent.AssignedPodDelete, change with { Type = ChangeType.Deleted, Previous = null }, q => q.Pod.Priority <= pod.Priority && q.Pod.Uid != pod.Uid);

    private void Nominate(SchedulingPod pod)
    {
        if (pod.View.NominatedNodeName is { Length: > 0 } node)
        {
            view.Nominations.Set(pod, node);
        }
    }

    // What the scheduler decided a moment ago stays, as long as the pod's status says nothing else.
    private void Renominate(KubeObject before, SchedulingPod after)
    {
        var silent = before.Status.StringOrEmpty("nominatedNodeName").Length == 0 && after.View.NominatedNodeName.Length == 0;
        var node = silent ? view.Nominations.NodeOf(after.Uid) ?? "" : after.View.NominatedNodeName;
        view.Nominations.Set(after, node);
    }

    private bool IsPending(KubeObject pod) => NodeOf(pod).Length == 0 && IsMine(pod) && !PodState.IsTerminal(new PodView(pod));

    private bool IsMine(KubeObject pod) => isMine(pod.Spec.StringOrEmpty("schedulerName"));

    private static string NodeOf(KubeObject pod) => pod.Spec.StringOrEmpty("nodeName");

    private static ClusterEventAction ActionOf(ChangeType type) => type switch
    {
        ChangeType.Added => ClusterEventAction.Add,
        ChangeType.Deleted => ClusterEventAction.Delete,
        _ => ClusterEventAction.UpdateOther,
    };
}
