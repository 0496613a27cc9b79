using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>Runs the cluster's admission plugins in order: first all mutations, later all validations.</summary>
internal static class AdmissionChain
{
    /// <summary>The object after all mutations.</summary>
    public static async ValueTask<MapValue?> MutateAsync(AdmissionAttributes attributes)
    {
        foreach (var plugin in attributes.Services.Admission)
        {
            if (plugin.Handles(attributes))
            {
                await plugin.MutateAsync(attributes, attributes.Request.Cancellation).ConfigureAwait(false);
            }
        }

        return attributes.Object;
    }

    /// <summary>Asks all validations.</summary>
    /// <exception cref="ApiException">One of them refuses.</exception>
    public static async ValueTask ValidateAsync(AdmissionAttributes attributes)
    {
        foreach (var plugin in attributes.Services.Admission)
        {
            if (plugin.Handles(attributes))
            {
                await plugin.ValidateAsync(attributes, attributes.Request.Cancellation).ConfigureAwait(false);
            }
        }
    }
}
