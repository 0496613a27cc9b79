using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>Writes on a pod why it is about to be deleted.</summary>
internal static class PodDisruption
{
    /// <summary>Patches a status with a condition set, where that changes anything.</summary>
    public static async ValueTask MarkAsync(ReconcileContext context, KubeObject pod, MapValue status, MapValue? condition)
    {
        var wanted = condition is null ? status : Conditions.Set(status, condition, context.Now);
        if (wanted == pod.Status)
        {
            return;
        }

        var patch = new MapBuilder();
        foreach (var member in (string[])["phase", "observedGeneration"])
        {
            patch[member] = wanted[member] == pod.Status[member] ? null : wanted[member];
        }

        patch["conditions"] = condition is null ? null : ListValue.Of(Conditions.Find(wanted, condition.StringOrEmpty("type"))!);
        await context.Client.PatchAsync(
            ClusterResources.Pods,
            pod.Namespace,
            pod.Name,
            "status",
            PatchType.StrategicMerge,
            MapValue.Of(("metadata", MapValue.Of(("uid", pod.Metadata.Uid))), ("status", patch.Build()))).ConfigureAwait(false);
    }
}
