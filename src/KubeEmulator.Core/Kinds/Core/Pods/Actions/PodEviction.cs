using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary><c>pods/eviction</c>: a deletion that disruption budgets may refuse (<c>pkg/registry/core/pod/storage/eviction.go</c>).</summary>
internal sealed class PodEviction : SubresourceAction
{
    public static readonly PodEviction Instance = new();

    public override async ValueTask<MapValue> RunAsync(ActionContext context, MapValue body)
    {
        if (body.StringAt("metadata", "name") != context.Name)
        {
            throw StatusDocument.BadRequest("name in URL does not match name in Eviction object").ToException();
        }

        var options = Options(body, context.Options.DryRun);
        await context.AdmitAsync(body).ConfigureAwait(false);
        while (true)
        {
            var services = context.Api.Services;
            var snapshot = services.Store.Current;
            var pod = snapshot.Get(context.Type.Key(context.Namespace, context.Name)) ?? throw StatusDocument.NotFound(context.Type.GroupResource, context.Name).ToException();
            List<StoreWrite> writes = [];
            if (!IgnoresBudgets(pod) && !EvictionBudgets.TryAllow(services, snapshot, pod, writes, out var budget, out var unhealthy))
            {
                return budget!;
            }

            Preconditions(pod, options);
            writes.Add(Marked(context, pod, services));

            // The budget is charged and the pod marked in one commit, so that neither can be without the other.
            if (!options.DryRun && services.Store.Commit([.. writes]) is not CommitOutcome.Committed)
            {
                continue;
            }

            await context.Api.DeleteAsync(context.Type, context.Namespace, context.Name, options with { PreconditionResourceVersion = null }, context.Request).ConfigureAwait(false);
            return StatusDocument.Success(null, 201);
        }
    }

    private static DeleteOptions Options(MapValue eviction, bool dryRun)
    {
        var given = eviction.Map("deleteOptions") ?? MapValue.Empty;
        return new DeleteOptions
        {
            DryRun = dryRun || given.List("dryRun") is { Count: > 0 },
            GracePeriodSeconds = given.Integer("gracePeriodSeconds"),
            PropagationPolicy = given.String("propagationPolicy"),
            OrphanDependents = given.Bool("orphanDependents"),
            PreconditionUid = given.Map("preconditions")?.String("uid"),
            PreconditionResourceVersion = given.Map("preconditions")?.String("resourceVersion"),
        };
    }

    // Pods that do no work (any more, or yet) are nobody's loss.
    private static bool IgnoresBudgets(KubeObject pod) =>
        pod.Status.StringOrEmpty("phase") is "Succeeded" or "Failed" or "Pending" || pod.Metadata.IsDeleting;

    private static void Preconditions(KubeObject pod, DeleteOptions options)
    {
        var failed = options.PreconditionUid is { Length: > 0 } uid && uid != pod.Metadata.Uid
            ? $"the UID in the precondition ({uid}) does not match the UID in record ({pod.Metadata.Uid}). The object might have been deleted and then recreated"
            : options.PreconditionResourceVersion is { Length: > 0 } version && version != pod.Metadata.ResourceVersion
                ? $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({pod.Metadata.ResourceVersion}). The object might have been modified"
                : null;
        if (failed is not null)
        {
            throw StatusDocument.Conflict(new GroupResource("", "Pod"), pod.Name, failed).ToException();
        }
    }

    private static StoreWrite.Replace Marked(ActionContext context, KubeObject pod, ClusterServices services)
    {
        var status = PodConditions.With(pod.Status, "DisruptionTarget", "True", "EvictionByEvictionAPI", "Eviction API: evicting", KubeTime.Format(services.Clock.GetUtcNow()));
        return new StoreWrite.Replace(context.Type.Key(context.Namespace, context.Name), pod.WithStatus(status), pod.Metadata.Revision);
    }
}
