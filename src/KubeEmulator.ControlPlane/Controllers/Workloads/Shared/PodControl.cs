using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Makes and deletes an owner's pods and says so in Events; <c>pkg/controller/controller_utils.go</c> RealPodControl.</summary>
internal sealed class PodControl(ReconcileContext context, KubeObject owner, GroupVersionKind kind)
{
    /// <summary>The longest name of an owner that can be put before a generated suffix; <c>getPodsPrefix</c> falls back to no dash.</summary>
    private const int LongestPrefix = 253;

    /// <summary>A pod document from a template: its labels, annotations, finalizers and spec.</summary>
    public MapValue Document(MapValue template)
    {
        var from = template.Map("metadata") ?? MapValue.Empty;
        var metadata = new MapBuilder
        {
            { "generateName", Prefix(owner.Name) },
            { "namespace", owner.Namespace },
        };
        metadata["labels"] = from.Map("labels");
        metadata["annotations"] = from.Map("annotations");
        metadata["finalizers"] = from.List("finalizers");
        metadata["ownerReferences"] = ListValue.Of(Owners.ControllerReference(owner, kind));
        return MapValue.Of(("apiVersion", "v1"), ("kind", "Pod"), ("metadata", metadata.Build()), ("spec", template.Map("spec") ?? MapValue.Empty));
    }

    /// <summary>Creates a pod; null where the namespace is going, in which nothing can be created any more.</summary>
    /// <exception cref="ApiException">The server refused; an Event says so.</exception>
    public async ValueTask<KubeObject?> CreateAsync(MapValue document)
    {
        KubeObject created;
        try
        {
            created = await context.Client.CreateAsync(document).ConfigureAwait(false);
        }
        catch (ApiException refused) when (IsNamespaceTerminating(refused))
        {
            return null;
        }
        catch (ApiException refused)
        {
            await context.Events.WarningAsync(owner, "FailedCreate", $"Error creating: {refused.Message}").ConfigureAwait(false);
            throw;
        }

        await context.Events.NormalAsync(owner, "SuccessfulCreate", $"Created pod: {created.Name}").ConfigureAwait(false);
        return created;
    }

    /// <summary>
    /// Creates many pods, beginning with one and doubling, so that a cause that refuses them all is met once. Ends after the batch in
    /// which one was refused; answers how many were made and the first refusal.
    /// </summary>
    public async ValueTask<(int Created, ApiException? Refused)> CreateManyAsync(IReadOnlyList<MapValue> documents)
    {
        var (next, created) = (0, 0);
        ApiException? refused = null;
        for (var batch = Math.Min(documents.Count, 1); batch > 0 && refused is null; batch = Math.Min(2 * batch, documents.Count - next))
        {
            for (var end = next + batch; next < end; next++)
            {
                try
                {
                    await CreateAsync(documents[next]).ConfigureAwait(false);
                    created++;
                }
                catch (ApiException error)
                {
                    refused ??= error;
                }
            }
        }

        return (created, refused);
    }

    /// <summary>Deletes a pod; false where it was gone already.</summary>
    /// <exception cref="ApiException">The server refused; an Event says so.</exception>
    public async ValueTask<bool> DeleteAsync(KubeObject pod)
    {
        try
        {
            if (!await context.Client.DeleteAsync(WorkloadResources.Pods, pod.Namespace, pod.Name).ConfigureAwait(false))
            {
                return false;
            }
        }
        catch (ApiException refused)
        {
            await context.Events.WarningAsync(owner, "FailedDelete", $"Error deleting: {refused.Message}").ConfigureAwait(false);
            throw;
        }

        await context.Events.NormalAsync(owner, "SuccessfulDelete", $"Deleted pod: {pod.Name}").ConfigureAwait(false);
        return true;
    }

    /// <summary>Whether a refusal means that the namespace is being deleted.</summary>
    public static bool IsNamespaceTerminating(ApiException refused) => refused.Status.Causes.Any(c => c.String("reason") == "NamespaceTerminating");

    private static string Prefix(string name) => name.Length < LongestPrefix ? name + "-" : name;
}
