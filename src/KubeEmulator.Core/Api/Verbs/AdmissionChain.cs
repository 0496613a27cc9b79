using KubeEmulator.Objects;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>Runs the cluster's admission plugins in order: first all mutations, later all validations.</summary>
internal static class AdmissionChain
{
    /// <summary>The object after all mutations, a second round of them included where one is asked for.</summary>
    public static async ValueTask<MapValue?> MutateAsync(AdmissionAttributes attributes)
    {
        var before = attributes.Object;
        await MutateOnceAsync(attributes).ConfigureAwait(false);
        if (attributes.Reinvocation.IsWanted)
        {
            attributes.Reinvocation.Begin();
            await MutateOnceAsync(attributes).ConfigureAwait(false);
        }

        return attributes.Object = attributes.Object is null || before is null ? attributes.Object : KeepOwners(attributes, before);
    }

    /// <summary>Asks all validations.</summary>
    /// <exception cref="ApiException">One of them refuses.</exception>
    public static async ValueTask ValidateAsync(AdmissionAttributes attributes)
    {
        foreach (var plugin in attributes.Services.Admission)
        {
            if (plugin.Handles(attributes))
            {
                await StepAsync(plugin, attributes, isMutating: false).ConfigureAwait(false);
            }
        }
    }

    private static async ValueTask MutateOnceAsync(AdmissionAttributes attributes)
    {
        foreach (var plugin in attributes.Services.Admission)
        {
            if (plugin.Handles(attributes))
            {
                await StepAsync(plugin, attributes, isMutating: true).ConfigureAwait(false);
            }
        }
    }

    private static ValueTask StepAsync(AdmissionPlugin plugin, AdmissionAttributes attributes, bool isMutating) =>
        attributes.Request.NotesAdmission ? NotedAsync(plugin, attributes, isMutating)
        : isMutating ? plugin.MutateAsync(attributes, attributes.Request.Cancellation)
        : plugin.ValidateAsync(attributes, attributes.Request.Cancellation);

    private static async ValueTask NotedAsync(AdmissionPlugin plugin, AdmissionAttributes attributes, bool isMutating)
    {
        var before = attributes.Object;
        try
        {
            if (isMutating)
            {
                await plugin.MutateAsync(attributes, attributes.Request.Cancellation).ConfigureAwait(false);
            }
            else
            {
                await plugin.ValidateAsync(attributes, attributes.Request.Cancellation).ConfigureAwait(false);
            }
        }
        catch (ApiException refused)
        {
            attributes.Request.Note(new AdmissionStep(plugin.Name, isMutating, false, refused.Message));
            throw;
        }

        attributes.Request.Note(new AdmissionStep(plugin.Name, isMutating, !ReferenceEquals(before, attributes.Object), null));
    }

    // Owners that a webhook broke are those from before (apimachinery pkg/util/managedfields/admission.go).
    private static MapValue KeepOwners(AdmissionAttributes attributes, MapValue before)
    {
        var after = attributes.Object!;
        var owners = ManagedFields.ListOf(after);
        if (ReferenceEquals(ManagedFields.ListOf(before), owners) || ManagedFields.FaultOf(owners) is not { } fault)
        {
            return after;
        }

        attributes.Request.Warn($".metadata.managedFields was in an invalid state after admission; this could be caused by an outdated mutating admission controller; please fix your requests: {fault}");
        return ManagedFields.With(after, ManagedFields.ListOf(before));
    }
}
