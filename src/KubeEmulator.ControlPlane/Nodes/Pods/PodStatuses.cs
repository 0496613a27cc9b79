using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>
/// A pod's whole status from the facts: a pure function; kubelet's <c>kubelet_pods.go</c> (generateAPIPodStatus) and
/// <c>status/status_manager.go</c> (mergePodStatus). What others wrote into the status stays.
/// </summary>
internal static class PodStatuses
{
    public static MapValue Generate(PodShape pod, PodFacts facts, IReadOnlyList<string> hostAddresses, DateTimeOffset now)
    {
        var old = pod.Object.Status;
        var reports = ContainerReport.Of(pod, facts, now);
        var oldPhase = pod.View.Phase;
        var phase = PodPhases.Of(pod, reports, facts.Finished, InitProgress.HasBegun(pod, facts));
        var (reason, message) = phase == oldPhase ? (old.String("reason"), old.String("message")) : (null, null);
        if (facts.Finished && facts.Termination is { } ended)
        {
            (phase, reason, message) = (PodPhases.Failed, ended.Reason, ended.Message);
        }
        else if (facts.Finished && !PodPhases.IsTerminal(phase))
        {
            phase = PodPhases.Failed;
        }

        // The phase says that a pod has ended only when its last container has; its conditions say so at once.
        var shown = !facts.Finished && PodPhases.IsTerminal(phase) ? (oldPhase.Length == 0 ? PodPhases.Pending : oldPhase) : phase;
        var verdict = facts.Termination is not null ? PodPhases.Failed : phase;
        if (PodPhases.IsTerminal(oldPhase))
        {
            (shown, verdict, reason, message) = (oldPhase, oldPhase, old.String("reason"), old.String("message"));
        }

        var status = old.ToBuilder();
        status["observedGeneration"] = pod.Object.Metadata.Generation > 0 ? pod.Object.Metadata.Generation : null;
        status["phase"] = shown;
        status["conditions"] = PodConditions.Generate(pod, facts, reports, verdict, now);
        status["message"] = Text(message);
        status["reason"] = Text(reason);
        Addresses(status, pod, facts, hostAddresses);
        status["startTime"] = old["startTime"] ?? KubeTime.Format(facts.StartTime);
        Containers(status, reports);
        status["qosClass"] = QosClass.Of(pod.View);
        return Same(status.Build(), old);
    }

    private static void Containers(MapBuilder status, ContainerReport[] reports)
    {
        Set("initContainerStatuses", [.. reports.Where(r => r.Container.IsInit)]);
        Set("containerStatuses", [.. reports.Where(r => r.Container.Role == ContainerRole.Main).OrderBy(r => r.Container.Name, StringComparer.Ordinal)]);
        Set("ephemeralContainerStatuses", [.. reports.Where(r => r.Container.Role == ContainerRole.Ephemeral).OrderBy(r => r.Container.Name, StringComparer.Ordinal)]);

        void Set(string key, ContainerReport[] some) => status[key] = some.Length == 0 ? null : ContainerStatuses.Of(some);
    }

    private static void Addresses(MapBuilder status, PodShape pod, PodFacts facts, IReadOnlyList<string> hostAddresses)
    {
        if (hostAddresses.Count > 0)
        {
            status["hostIP"] = hostAddresses[0];
            status["hostIPs"] = List(hostAddresses);
        }

        var own = pod.View.HostNetwork ? hostAddresses : facts.Addresses;
        if (own.Count > 0 && facts.HasSandbox)
        {
            status["podIP"] = own[0];
            status["podIPs"] = List(own);
        }
    }

    private static ListValue List(IEnumerable<string> addresses) => ListValue.From(addresses.Select(a => MapValue.Of(("ip", a))));

    private static Value? Text(string? text) => string.IsNullOrEmpty(text) ? null : (Value)text;

    // Written anew only where something differs, so that nobody is woken for nothing.
    private static MapValue Same(MapValue status, MapValue old) => status.Equals(old) ? old : status;
}
