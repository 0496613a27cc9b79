using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>DELETE of all objects that a list would show; not atomic, as upstream.</summary>
internal static class DeleteCollectionVerb
{
    /// <summary>Deletes and answers the list as it was.</summary>
    public static async ValueTask<ListPage> RunAsync(ClusterServices services, ResourceType type, string @namespace, ListOptions listOptions, DeleteOptions options, RequestContext request)
    {
        DeleteOptionRules.Check(options);
        type.Behavior.WarnOnDelete(options, request.Warn);
        var page = ListVerb.Run(services, type, @namespace, listOptions);
        var doomed = page.Items.ToList();
        foreach (var item in doomed)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            try
            {
                await DeleteVerb.RunAsync(services, type, item.Namespace, item.Name, options, request).ConfigureAwait(false);
            }
            catch (ApiException gone) when (gone.Code == 404)
            {
                // Somebody else deleted it meanwhile: what was asked for has happened.
            }
        }

        return page with { Items = doomed };
    }
}
