using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>What a DaemonSet says of its nodes: the oldest pod of each counts.</summary>
internal static class DaemonSetStatus
{
    public static MapValue Of(DaemonState state)
    {
        var wanted = state.Nodes.Wanted.ToList();
        var pods = wanted.Where(state.Pods.ContainsKey).Select(n => state.Pods[n].Order(Comparer<PodView>.Create(DaemonPods.ByAge)).First()).ToList();
        var available = pods.Count(state.IsAvailable);
        var owner = state.Set.Object;
        var status = owner.Status.ToBuilder();
        status["currentNumberScheduled"] = pods.Count;
        status["numberMisscheduled"] = state.Nodes.All.Count(n => !n.Value.Run && state.Pods.ContainsKey(n.Key));
        status["desiredNumberScheduled"] = wanted.Count;
        status["numberReady"] = pods.Count(PodState.IsReady);
        status.SetUnlessZero("observedGeneration", owner.Metadata.Generation);
        status.SetUnlessZero("updatedNumberScheduled", pods.Count(state.IsUpdated));
        status.SetUnlessZero("numberAvailable", available);
        status.SetUnlessZero("numberUnavailable", wanted.Count - available);
        return status.Build();
    }
}
