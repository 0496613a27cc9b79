using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Empties namespaces that are deleted (pods first, then everything else, custom resources too) and lets them go; what remains, and
/// which finalizers hold it, stands in their conditions. Upstream: <c>pkg/controller/namespace/deletion/namespaced_resources_deleter.go</c>.
/// </summary>
internal sealed class NamespaceController : Controller
{
    private const string OwnFinalizer = "kubernetes";
    private const long FinalizerEstimate = 15;

    // Upstream looks again five seconds after its own status write (namespaceDeletionGracePeriod); the same grace before the first
    // look is for servers with stale caches, which there are none of here.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly DeleteOptions Background = new() { PropagationPolicy = "Background" };

    public override string Name => "namespace-controller";

    internal override bool IsForgetful => true;

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        Trigger.On("", "namespaces", change => change.Type != ChangeType.Deleted
            && change.Object.Metadata.IsDeleting
            && (change.Previous is not { Metadata.IsDeleting: true } before || !Equals(before.Spec["finalizers"], change.Object.Spec["finalizers"]))),
        new Trigger(null, WithContentGone),
    ];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.Namespaces.At(key.Name)) is not { Metadata.IsDeleting: true } @namespace
            || @namespace.Spec.List("finalizers") is not { Count: > 0 })
        {
            return ReconcileResult.Done;
        }

        var content = new NamespaceContent();
        await EmptyAsync(context, @namespace, ClusterResources.Pods, content).ConfigureAwait(false);
        var podsOnly = content.Remaining.Count > 0;
        if (!podsOnly)
        {
            foreach (var resource in context.Snapshot.Resources.Where(r => r != ClusterResources.Pods).ToArray())
            {
                await EmptyAsync(context, @namespace, resource, content).ConfigureAwait(false);
            }
        }

        return await SettleAsync(context, @namespace, content, podsOnly).ConfigureAwait(false);
    }

    private static async ValueTask<ReconcileResult> SettleAsync(ReconcileContext context, KubeObject @namespace, NamespaceContent content, bool podsOnly)
    {
        var status = NamespaceConditions.Update(@namespace.Status.With("phase", "Terminating"), content, podsOnly, context.Now);
        @namespace = await context.Client.UpdateStatusAsync(@namespace, status).ConfigureAwait(false);
        if (content.Faults.Count > 0)
        {
            throw new InvalidOperationException(string.Join(", ", content.Faults));
        }

        if (content.Remaining.Count > 0)
        {
            var wait = TimeSpan.FromSeconds((content.Estimate / 2) + 1);
            return ReconcileResult.After(wait < Longest ? wait : Longest);
        }

        var left = @namespace.Spec.Strings("finalizers").Where(f => f != OwnFinalizer).Order(StringComparer.Ordinal).Select(f => (Value)f);
        await context.Client.UpdateAsync(@namespace.With(@namespace.Root.WithAt(["spec", "finalizers"], ListValue.From(left))), "finalize").ConfigureAwait(false);
        return ReconcileResult.Done;
    }

    private static async ValueTask EmptyAsync(ReconcileContext context, KubeObject @namespace, GroupResource resource, NamespaceContent content)
    {
        var (space, store) = (@namespace.Name, context.Services.Store);
        var found = store.Current.List(resource, space);
        if (found.Count == 0 || context.Services.Catalog.FindStored(resource) is not { Namespaced: true } type || !type.Verbs.Contains("delete"))
        {
            return;
        }

        var estimate = resource == ClusterResources.Pods ? GraceOf(found, @namespace, context.Now) : 0;
        foreach (var item in found)
        {
            try
            {
                await context.Client.DeleteAsync(resource, space, item.Name, Background).ConfigureAwait(false);
            }
            catch (ApiException refusal)
            {
                content.Faults.Add(refusal.Message);
            }
        }

        KubeObject[] left = [.. store.Current.List(resource, space)];
        if (left.Length == 0)
        {
            return;
        }

        if (estimate == 0 && left.Any(o => o.Metadata.Finalizers.Any()))
        {
            estimate = FinalizerEstimate;
        }

        content.Add(resource, left, estimate);
        if (estimate == 0 && content.Faults.Count == 0)
        {
            content.Faults.Add($"unexpected items still remain in namespace: {space} for gvr: {type.GroupVersion.ToString() switch { "v1" => "/v1", var version => version }}, Resource={type.Plural}");
        }
    }

    // The longest grace period among the pods, as long as it has not passed since the deletion of the namespace.
    private static long GraceOf(IEnumerable<KubeObject> pods, KubeObject @namespace, DateTimeOffset now)
    {
        var grace = pods.Select(p => new PodView(p)).Where(p => !PodState.IsTerminal(p)).Max(p => p.Spec.Integer("terminationGracePeriodSeconds")) ?? 0;
        return KubeTime.Parse(@namespace.Metadata.DeletionTimestamp) is { } since && now - since >= TimeSpan.FromSeconds(grace) ? 0 : grace;
    }

    // Where a namespace waits for its last content, the end of an object is worth a look at once.
    private static IEnumerable<ReconcileKey> WithContentGone(TriggerContext context, Change change) =>
        change.Type == ChangeType.Deleted
        && change.Key.Namespace.Length > 0
        && context.Snapshot.Get(ClusterResources.Namespaces.At(change.Key.Namespace)) is { Metadata.IsDeleting: true } @namespace
        && (Conditions.IsTrue(@namespace.Status, NamespaceConditions.ContentRemaining) || Conditions.IsTrue(@namespace.Status, NamespaceConditions.ContentFailure))
            ? [new ReconcileKey("", @namespace.Name)]
            : [];
}
