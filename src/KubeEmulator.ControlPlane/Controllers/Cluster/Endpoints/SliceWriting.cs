using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>Carries out a plan for EndpointSlices.</summary>
internal static class SliceWriting
{
    /// <summary>Creates (where that still makes sense), updates and deletes; a namespace that is going ends it.</summary>
    /// <param name="context">As whom.</param>
    /// <param name="plan">What.</param>
    /// <param name="mayCreate">Whether new slices make sense: not for an owner that is being deleted.</param>
    /// <param name="time">The trigger time to annotate; null clears it.</param>
    public static async ValueTask ApplyAsync(ReconcileContext context, SlicePlan plan, bool mayCreate, string? time)
    {
        try
        {
            foreach (var document in mayCreate ? plan.Create : [])
            {
                var metadata = document.Map("metadata")!;
                metadata = metadata.WithOptional("annotations", EndpointTriggerTimes.Annotate(metadata.Map("annotations"), time));
                await context.Client.CreateAsync(document.With("metadata", metadata)).ConfigureAwait(false);
            }
        }
        catch (ApiException refusal) when (Refusals.IsTerminating(refusal))
        {
            return;
        }

        foreach (var slice in plan.Update)
        {
            await context.Client.UpdateAsync(slice.WithMetadata("annotations", EndpointTriggerTimes.Annotate(slice.Metadata.Root.Map("annotations"), time))).ConfigureAwait(false);
        }

        foreach (var slice in plan.Delete)
        {
            await context.Client.DeleteAsync(ClusterResources.EndpointSlices, slice.Namespace, slice.Name).ConfigureAwait(false);
        }
    }
}
