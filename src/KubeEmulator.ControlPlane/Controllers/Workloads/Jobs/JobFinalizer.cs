using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>The finalizer by which Jobs see every pod of theirs end.</summary>
internal static class JobFinalizer
{
    private static readonly MapValue Patch = MapValue.Of(("metadata", MapValue.Of(("$deleteFromPrimitiveList/finalizers", ListValue.Of(JobPods.Finalizer)))));

    /// <summary>Lets a pod go; one that is gone already is no fault.</summary>
    public static async ValueTask RemoveAsync(ReconcileContext context, KubeObject pod)
    {
        try
        {
            await context.Client.PatchAsync(WorkloadResources.Pods, pod.Namespace, pod.Name, "", PatchType.StrategicMerge, Patch).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.Code == 404)
        {
            // What was to be let go has gone.
        }
    }
}
