using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>What the scheduler writes besides bindings: pod conditions, nominations, events, and the end of victims.</summary>
internal sealed class SchedulerActions(ControllerClient client, ClusterView view, SchedulingQueue queue, Func<SchedulingPod, string, bool> rejectWaiting)
{
    private readonly SchedulerEvents _events = new(client);

    public ControllerClient Client => client;

    public ValueTask RecordAsync(SchedulingPod about, string type, string reason, string action, string note, SchedulingPod? related = null) =>
        _events.RecordAsync((related ?? about).View.SchedulerName, about.Object, related?.Object, type, reason, action, note);

    /// <summary>
    /// Patches a pod's status as upstream's <c>updatePod</c> does: nothing where the condition says the same already and the
    /// nomination is as it is to be. Null leaves the nomination alone, an empty one takes it back.
    /// </summary>
    public async ValueTask PatchStatusAsync(SchedulingPod pod, MapValue? condition, string? nominated)
    {
        var services = client.Services;
        if (services.Store.Current.Get(new ObjectKey(SchedulingResources.Pods, pod.Namespace, pod.Name)) is not { } stored || stored.Metadata.Uid != pod.Uid)
        {
            return;
        }

        var patch = new MapBuilder(2);
        if (condition is not null && Changed(stored.Status, condition, services.Clock.GetUtcNow()) is { } changed)
        {
            patch["conditions"] = ListValue.Of(changed);
        }

        if (nominated is not null && nominated != stored.Status.StringOrEmpty("nominatedNodeName"))
        {
            patch["nominatedNodeName"] = nominated.Length == 0 ? Value.Null : nominated;
        }

        if (patch.Count == 0)
        {
            return;
        }

        try
        {
            await client.PatchAsync(SchedulingResources.Pods, pod.Namespace, pod.Name, "status", PatchType.StrategicMerge, MapValue.Of(
                ("metadata", MapValue.Of(("uid", pod.Uid))),
                ("status", patch.Build()))).ConfigureAwait(false);
        }
        catch (ApiException)
        {
            // As upstream: logged and left; the pod went away or the next attempt writes again.
        }
    }

    /// <summary>Makes room: nominations of less important pods on the node are taken back, and the victims deleted.</summary>
    /// <exception cref="ApiException">A victim could not be deleted.</exception>
    public async ValueTask PreemptAsync(SchedulingPod preemptor, PreemptionCandidate candidate)
    {
        foreach (var nominated in view.Nominations.On(candidate.Node).Where(p => p.Priority < preemptor.Priority).ToArray())
        {
            view.Nominations.Remove(nominated.Uid);
            await PatchStatusAsync(nominated, null, "").ConfigureAwait(false);
            queue.Activate(nominated.Uid);
        }

        foreach (var victim in candidate.Victims.Where(v => !v.Object.Metadata.IsDeleting))
        {
            var inMemory = rejectWaiting(victim, "preempted");
            if (!inMemory && !await EvictAsync(victim, preemptor).ConfigureAwait(false))
            {
                continue;
            }

            var note = $"Preempted by pod {preemptor.Uid} on node {candidate.Node}" + (inMemory ? " (in kube-scheduler memory)." : "");
            await RecordAsync(victim, "Normal", "Preempted", "Preempting", note, preemptor).ConfigureAwait(false);
        }
    }

    /// <summary>The condition of a pod that was not scheduled.</summary>
    public static MapValue NotScheduled(SchedulingPod pod, string reason, string message) =>
        Condition(pod, "PodScheduled", "False", reason, message);

    private async ValueTask<bool> EvictAsync(SchedulingPod victim, SchedulingPod preemptor)
    {
        var message = $"{preemptor.View.SchedulerName}: preempting to accommodate a higher priority pod";
        await PatchStatusAsync(victim, Condition(victim, "DisruptionTarget", "True", "PreemptionByScheduler", message), null).ConfigureAwait(false);
        return await client.DeleteAsync(SchedulingResources.Pods, victim.Namespace, victim.Name).ConfigureAwait(false);
    }

    private static MapValue Condition(SchedulingPod pod, string type, string status, string reason, string message)
    {
        var condition = new MapBuilder(8) { { "type", type } };
        condition["observedGeneration"] = pod.Object.Metadata.Generation is > 0 and var generation ? generation : null;
        condition["status"] = status;
        condition["lastProbeTime"] = Value.Null;
        condition["reason"] = reason;
        condition["message"] = message;
        return condition.Build();
    }

    // The condition with its time, or null where it says nothing new.
    private static MapValue? Changed(MapValue status, MapValue condition, DateTimeOffset now)
    {
        var old = Conditions.Find(status, condition.StringOrEmpty("type"));
        if (old is null || old.String("status") != condition.String("status"))
        {
            return condition.With("lastTransitionTime", KubeTime.Format(now));
        }

        return old.String("reason") == condition.String("reason") && old.String("message") == condition.String("message")
            ? null
            : condition.With("lastTransitionTime", old["lastTransitionTime"] ?? KubeTime.Format(now));
    }
}
