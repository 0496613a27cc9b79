using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>The conditions that a kubelet sets; kubelet's <c>status/generate.go</c>. Those of others stay as they are.</summary>
internal static class PodConditions
{
    private static readonly HashSet<string> Own = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled", "DisruptionTarget", "AllContainersRestarting", PodResize.PendingType, PodResize.InProgressType];

    private readonly record struct Verdict(bool Status, string Reason = "", string Message = "");

    public static ListValue Generate(PodShape pod, PodFacts facts, ContainerReport[] reports, string phase, DateTimeOffset now)
    {
        var old = pod.Object.Status;
        var conditions = new List<Value>(old.Maps("conditions").Where(c => !Own.Contains(c.StringOrEmpty("type"))));
        if (Conditions.Find(old, "DisruptionTarget") is { } disruption)
        {
            conditions.Add(disruption);
        }
        else if (facts.Termination?.Disruption is { } message)
        {
            conditions.Add(Condition(pod, "DisruptionTarget", new Verdict(true, "TerminationByKubelet", message), now));
        }

        conditions.AddRange(((MapValue?[])[facts.Resize.Pending, facts.Resize.InProgress]).OfType<Value>());
        var containersReady = ContainersReady(pod, reports, phase);
        conditions.Add(Condition(pod, "PodReadyToStartContainers", new Verdict(facts.HasSandbox && !facts.Finished), now));
        conditions.Add(Condition(pod, "Initialized", Initialized(pod, reports, phase), now));
        conditions.Add(Condition(pod, "Ready", containersReady.Status ? Gates(pod, old) : containersReady, now));
        conditions.Add(Condition(pod, "ContainersReady", containersReady, now));
        conditions.Add(Condition(pod, "PodScheduled", new Verdict(true), now));
        if (pod.Containers.Any(c => c.Spec.Maps("restartPolicyRules").Any(r => r.String("action") == "RestartAllContainers")))
        {
            conditions.Add(Condition(pod, "AllContainersRestarting", new Verdict(false, phase == PodPhases.Succeeded ? "PodCompleted" : phase == PodPhases.Failed ? "PodFailed" : ""), now));
        }

        return ListValue.From(conditions);
    }

    private static Verdict ContainersReady(PodShape pod, ContainerReport[] reports, string phase)
    {
        if (PodPhases.IsTerminal(phase))
        {
            return new Verdict(false, phase == PodPhases.Failed ? "PodFailed" : "PodCompleted");
        }

        var unready = reports.Where(r => r.Container.Role is ContainerRole.Sidecar or ContainerRole.Main && !r.Ready).Select(r => r.Container.Name).ToArray();
        return unready.Length == 0 || pod.Containers.Length == 0
            ? new Verdict(true)
            : new Verdict(false, "ContainersNotReady", $"containers with unready status: [{string.Join(' ', unready)}]");
    }

    private static Verdict Gates(PodShape pod, MapValue status)
    {
        var messages = new List<string>();
        foreach (var gate in pod.Object.Spec.Maps("readinessGates"))
        {
            var type = gate.StringOrEmpty("conditionType");
            if (Conditions.Find(status, type) is not { } condition)
            {
                messages.Add($"corresponding condition of pod readiness gate {GoText.Quote(type)} does not exist.");
            }
            else if (condition.String("status") is var found and not "True")
            {
                messages.Add($"the status of pod readiness gate {GoText.Quote(type)} is not \"True\", but {found}");
            }
        }

        return messages.Count == 0 ? new Verdict(true) : new Verdict(false, "ReadinessGatesNotReady", string.Join(", ", messages));
    }

    private static Verdict Initialized(PodShape pod, ContainerReport[] reports, string phase)
    {
        if (phase == PodPhases.Succeeded)
        {
            return new Verdict(true, "PodCompleted");
        }

        // Once a container has run, the pod stays initialised whatever sidecars do.
        if (reports.Any(r => r.Container.Role == ContainerRole.Main && (r.IsRunning || r.Ended is not null || r.Last is not null)))
        {
            return new Verdict(true);
        }

        var incomplete = reports.Where(r => r.Container.Role == ContainerRole.Init ? !r.Ready : r.Container.Role == ContainerRole.Sidecar && !r.Started).Select(r => r.Container.Name).ToArray();
        return incomplete.Length == 0 || pod.InitCount == 0
            ? new Verdict(true)
            : new Verdict(false, "ContainersNotInitialized", $"containers with incomplete status: [{string.Join(' ', incomplete)}]");
    }

    private static MapValue Condition(PodShape pod, string type, Verdict verdict, DateTimeOffset now)
    {
        var status = verdict.Status ? "True" : "False";
        var old = Conditions.Find(pod.Object.Status, type);
        var since = old?.String("status") == status ? old["lastTransitionTime"] : null;
        var condition = new MapBuilder(8)
        {
            { "type", type },
            { "observedGeneration", pod.Object.Metadata.Generation },
            { "status", status },
            { "lastProbeTime", NullValue.Instance },
            { "lastTransitionTime", since ?? KubeTime.Format(now) },
        };
        if (pod.Object.Metadata.Generation == 0)
        {
            condition.Remove("observedGeneration");
        }

        if (verdict.Reason.Length > 0)
        {
            condition["reason"] = verdict.Reason;
        }

        if (verdict.Message.Length > 0)
        {
            condition["message"] = verdict.Message;
        }

        return condition.Build();
    }
}
