using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>
/// The PersistentVolumeClaims of a StatefulSet's pods. Who owns a claim decides when the garbage collector takes it: the set (it goes
/// with the set), the pod (it goes once the pod is scaled away), or nobody. <c>pkg/controller/statefulset/stateful_set_utils.go</c>.
/// </summary>
internal sealed class StatefulSetClaims(ReconcileContext context, StatefulSetView set, StatefulSetEvents events)
{
    private static readonly GroupVersionKind Pod = new("", "v1", "Pod");

    /// <summary>Creates the claims that a pod lacks.</summary>
    /// <exception cref="ApiException">One cannot be made, or is being deleted.</exception>
    public async ValueTask CreateAsync(int ordinal)
    {
        ApiException? refused = null;
        foreach (var template in set.ClaimTemplates)
        {
            var name = set.ClaimName(template, ordinal);
            if (Find(name) is { } existing)
            {
                refused ??= existing.Metadata.IsDeleting ? Fault($"pvc {name} is being deleted") : null;
                continue;
            }

            try
            {
                await context.Client.CreateAsync(Document(template, name)).ConfigureAwait(false);
                await events.ClaimAsync(name, set.PodName(ordinal), null).ConfigureAwait(false);
            }
            catch (ApiException error)
            {
                refused ??= Fault($"failed to create PVC {name}: {error.Message}");
                await events.ClaimAsync(name, set.PodName(ordinal), error.Message).ConfigureAwait(false);
            }
        }

        context.Refresh();
        if (refused is not null)
        {
            throw new ApiException(refused.Status, refused);
        }
    }

    /// <summary>Whether a claim still belongs to an earlier pod of that ordinal, with which it is to go.</summary>
    public bool IsStale(int ordinal) => set.DeletesClaimsWhenScaled && set.ClaimTemplates.Any(template =>
        Find(set.ClaimName(template, ordinal)) is { } claim && claim.Metadata.Owners.Any(o => IsPod(o, ordinal)));

    /// <summary>Makes the owners of a pod's claims what the retention policy says.</summary>
    public async ValueTask ApplyPolicyAsync(KubeObject pod, int ordinal)
    {
        foreach (var template in set.ClaimTemplates)
        {
            if (Find(set.ClaimName(template, ordinal)) is not { } claim || HasStaleOwner(claim, pod, ordinal))
            {
                continue;
            }

            var contested = HasOtherController(claim, pod, ordinal);
            if (contested)
            {
                await events.WarningAsync(
                    "ConflictingController",
                    $"PersistentVolumeClaim {claim.Name} has a conflicting OwnerReference that acts as a manging controller, the retention policy is ignored for this claim").ConfigureAwait(false);
            }

            var others = claim.Metadata.Owners.Where(o => !IsSet(o) && !IsPod(o, ordinal)).Select(o => (Value)o.Root);
            var owners = ListValue.From(contested ? others : others.Concat(Wanted(pod, ordinal)));
            if (!owners.Equals(claim.Metadata.Root.List("ownerReferences") ?? ListValue.Empty))
            {
                await context.Client.UpdateAsync(claim.WithMetadata("ownerReferences", owners.Count == 0 ? null : owners)).ConfigureAwait(false);
            }
        }
    }

    private IEnumerable<Value> Wanted(KubeObject pod, int ordinal)
    {
        if (set.DeletesClaimsWhenScaled && !set.Wants(ordinal))
        {
            yield return Owners.ControllerReference(pod, Pod);
        }
        else if (set.DeletesClaimsWithSet)
        {
            yield return Owners.ControllerReference(set.Object, WorkloadKinds.StatefulSet);
        }
    }

    private bool HasStaleOwner(KubeObject claim, KubeObject pod, int ordinal) => claim.Metadata.Owners.Any(o =>
        (IsSet(o) && o.Uid != set.Object.Metadata.Uid) || (IsPod(o, ordinal) && o.Uid != pod.Metadata.Uid));

    private bool HasOtherController(KubeObject claim, KubeObject pod, int ordinal) =>
        (set.DeletesClaimsWhenScaled || set.DeletesClaimsWithSet) && claim.Metadata.Owners.Any(o => o.IsController && !IsSet(o) && !IsPod(o, ordinal) && o.Uid != pod.Metadata.Uid);

    private bool IsSet(OwnerReference owner) => owner.Kind == WorkloadKinds.StatefulSet.Kind && owner.ApiVersion == WorkloadKinds.StatefulSet.ApiVersion && owner.Name == set.Name;

    private bool IsPod(OwnerReference owner, int ordinal) => owner.Kind == Pod.Kind && owner.ApiVersion == Pod.ApiVersion && owner.Name == set.PodName(ordinal);

    private KubeObject? Find(string name) => context.Snapshot.Get(new ObjectKey(WorkloadResources.Claims, set.Object.Namespace, name));

    private MapValue Document(MapValue template, string name)
    {
        var labels = template.Map("metadata")?.Map("labels") ?? MapValue.Empty;
        foreach (var (key, value) in set.Object.Spec.Map("selector")?.Map("matchLabels") ?? MapValue.Empty)
        {
            labels = labels.With(key, value);
        }

        var metadata = (template.Map("metadata") ?? MapValue.Empty).With("name", name).With("namespace", set.Object.Namespace).With("labels", labels);
        return template.Without("status").With("apiVersion", "v1").With("kind", "PersistentVolumeClaim").With("metadata", metadata);
    }

    private static ApiException Fault(string message) => StatusDocument.Failure(500, "", message).ToException();
}
