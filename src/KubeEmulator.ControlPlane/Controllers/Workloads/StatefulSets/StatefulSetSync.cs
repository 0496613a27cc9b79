using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>
/// One look at one StatefulSet: missing pods are made, surplus ones go, old ones are replaced. In order, each step waits until the one
/// before is ready; in parallel none waits. <c>pkg/controller/statefulset/stateful_set_control.go</c>.
/// </summary>
internal sealed class StatefulSetSync
{
    private readonly ReconcileContext _context;
    private readonly StatefulSetView _set;
    private readonly StatefulSetRevisions _revisions;
    private readonly StatefulSetEvents _events;
    private readonly StatefulSetClaims _claims;
    private readonly PodControl _documents;
    private readonly SortedDictionary<int, PodView> _replicas = [];
    private readonly List<(int Ordinal, PodView Pod)> _condemned = [];
    private ApiException? _refused;

    public StatefulSetSync(ReconcileContext context, KubeObject set, IEnumerable<PodView> pods, StatefulSetRevisions revisions)
    {
        (_context, _set, _revisions) = (context, new StatefulSetView(set), revisions);
        _events = new StatefulSetEvents(context, set);
        _claims = new StatefulSetClaims(context, _set, _events);
        _documents = new PodControl(context, set, WorkloadKinds.StatefulSet);
        foreach (var pod in pods)
        {
            if (_set.OrdinalOf(pod.Name) is not { } ordinal)
            {
                continue;
            }

            if (_set.Wants(ordinal))
            {
                _replicas[ordinal] = pod;
            }
            else
            {
                _condemned.Add((ordinal, pod));
            }
        }

        _condemned.Sort((x, y) => y.Ordinal.CompareTo(x.Ordinal));
    }

    /// <summary>Does what can be done now.</summary>
    /// <exception cref="ApiException">The server refused something; the rest has been tried.</exception>
    public async ValueTask RunAsync()
    {
        if (await ForAllAsync(Enumerable.Range(_set.Start, _set.Replicas), KeepAsync).ConfigureAwait(false)
            && await ForAllAsync(_condemned, ApplyPolicyAsync).ConfigureAwait(false)
            && await ForAllAsync(_condemned, CondemnAsync).ConfigureAwait(false)
            && _set.IsRolling)
        {
            await UpdateAsync().ConfigureAwait(false);
        }

        if (_refused is not null)
        {
            throw new ApiException(_refused.Status, _refused);
        }
    }

    // In order, the first that says no ends the walk; in parallel all are done, and only a refusal ends it.
    private async ValueTask<bool> ForAllAsync<T>(IEnumerable<T> items, Func<T, ValueTask<bool>> act)
    {
        foreach (var item in items)
        {
            try
            {
                if (!await act(item).ConfigureAwait(false) && !_set.IsParallel)
                {
                    return false;
                }
            }
            catch (ApiException error)
            {
                _refused ??= error;
                if (!_set.IsParallel)
                {
                    return false;
                }
            }
        }

        return _refused is null;
    }

    private async ValueTask<bool> KeepAsync(int ordinal)
    {
        if (!_replicas.TryGetValue(ordinal, out var pod))
        {
            if (!_claims.IsStale(ordinal))
            {
                await CreateAsync(ordinal).ConfigureAwait(false);
            }

            return false;
        }

        if (PodState.IsTerminal(pod))
        {
            if (!pod.IsDeleting)
            {
                await DeleteAsync(pod).ConfigureAwait(false);
            }

            return false;
        }

        if (pod.Phase == "Pending")
        {
            await _claims.CreateAsync(ordinal).ConfigureAwait(false);
            await _claims.ApplyPolicyAsync(pod.Object, ordinal).ConfigureAwait(false);
        }

        if (!_set.IsParallel && (pod.IsDeleting || !StatefulPod.IsRunningAndReady(pod) || !PodState.IsAvailable(pod, _set.MinReadySeconds, _context.Now)))
        {
            return false;
        }

        await MendAsync(pod, ordinal).ConfigureAwait(false);
        return true;
    }

    private async ValueTask CreateAsync(int ordinal)
    {
        var name = _set.PodName(ordinal);
        try
        {
            await _claims.CreateAsync(ordinal).ConfigureAwait(false);
            var revision = RevisionFor(ordinal);
            var document = StatefulPod.Document(_set, _documents.Document(Revisions.Template(revision)), revision.Name, ordinal);
            var created = await _context.Client.CreateAsync(document).ConfigureAwait(false);
            await _claims.ApplyPolicyAsync(created, ordinal).ConfigureAwait(false);
        }
        catch (ApiException error) when (error.Reason != StatusReason.AlreadyExists)
        {
            await _events.PodAsync("Create", name, error.Message).ConfigureAwait(false);
            throw;
        }

        await _events.PodAsync("Create", name, null).ConfigureAwait(false);
    }

    // Below the partition (or below what an update without one has reached) pods come back as they were.
    private KubeObject RevisionFor(int ordinal)
    {
        var kept = _set.Partition ?? (_set.IsRolling ? _set.Object.Status.Count("currentReplicas") : 0);
        return ordinal < _set.Start + kept ? _revisions.Current : _revisions.Update;
    }

    private async ValueTask MendAsync(PodView pod, int ordinal)
    {
        await _claims.ApplyPolicyAsync(pod.Object, ordinal).ConfigureAwait(false);
        var mended = StatefulPod.Mended(_set, pod.Object, ordinal);
        if (ReferenceEquals(mended, pod.Object))
        {
            return;
        }

        try
        {
            await _context.Client.UpdateAsync(mended).ConfigureAwait(false);
        }
        catch (ApiException error)
        {
            await _events.PodAsync("Update", pod.Name, error.Message).ConfigureAwait(false);
            throw;
        }

        await _events.PodAsync("Update", pod.Name, null).ConfigureAwait(false);
    }

    private async ValueTask<bool> ApplyPolicyAsync((int Ordinal, PodView Pod) condemned)
    {
        await _claims.ApplyPolicyAsync(condemned.Pod.Object, condemned.Ordinal).ConfigureAwait(false);
        return true;
    }

    // In order, only the first unhealthy pod may go while it is unhealthy: it may be what holds up all the others.
    private async ValueTask<bool> CondemnAsync((int Ordinal, PodView Pod) condemned)
    {
        var pod = condemned.Pod;
        if (pod.IsDeleting)
        {
            return false;
        }

        var healthy = StatefulPod.IsRunningAndReady(pod) && PodState.IsAvailable(pod, _set.MinReadySeconds, _context.Now);
        if (!_set.IsParallel && !healthy && pod.Name != FirstUnavailable())
        {
            return false;
        }

        await DeleteAsync(pod).ConfigureAwait(false);
        return false;
    }

    private string? FirstUnavailable() =>
        _replicas.Values.Concat(_condemned.AsEnumerable().Reverse().Select(c => c.Pod))
            .Where(p => StatefulPod.IsUnavailable(p, _set, _context.Now))
            .Select(p => p.Name)
            .FirstOrDefault();

    private async ValueTask UpdateAsync()
    {
        var pods = _replicas.Reverse().ToList();
        var from = _set.Partition ?? 0;
        var room = _set.MaxUnavailable - pods.Count(p => StatefulPod.IsUnavailable(p.Value, _set, _context.Now));
        foreach (var (ordinal, pod) in pods.Where(p => p.Key - _set.Start >= from))
        {
            if (StatefulPod.RevisionOf(pod) != _revisions.Update.Name && !pod.IsDeleting)
            {
                if (room is null or > 0)
                {
                    await DeleteAsync(pod).ConfigureAwait(false);
                }

                if (room is null or <= 1)
                {
                    return;
                }

                room--;
            }
            else if (room is null && StatefulPod.IsUnavailable(pod, _set, _context.Now))
            {
                return;
            }
        }
    }

    private async ValueTask DeleteAsync(PodView pod)
    {
        try
        {
            await _context.Client.DeleteAsync(WorkloadResources.Pods, pod.Namespace, pod.Name).ConfigureAwait(false);
        }
        catch (ApiException error)
        {
            await _events.PodAsync("Delete", pod.Name, error.Message).ConfigureAwait(false);
            throw;
        }

        await _events.PodAsync("Delete", pod.Name, null).ConfigureAwait(false);
    }
}
