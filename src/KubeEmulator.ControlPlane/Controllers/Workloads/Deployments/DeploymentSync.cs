using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>
/// One look at one Deployment: what has to be written is found by <see cref="RollingUpdate"/>, <see cref="ProportionalScaling"/> and
/// <see cref="DeploymentProgress"/>. The Deployment itself is edited in memory and written once, at the end.
/// </summary>
internal sealed class DeploymentSync
{
    private readonly ReconcileContext _context;
    private readonly KubeObject _stored;
    private readonly ReplicaSetWriter _writer;
    private readonly List<ReplicaSetView> _old;
    private ReplicaSetView? _newest;
    private DeploymentView _deployment;

    public DeploymentSync(ReconcileContext context, KubeObject stored, IEnumerable<ReplicaSetView> sets)
    {
        (_context, _stored, _deployment) = (context, stored, new DeploymentView(stored));
        _writer = new ReplicaSetWriter(context, stored);
        _old = [.. sets];
        _old.Sort(ReplicaSetView.ByAge);
        var template = _deployment.Template;
        var newest = _old.FindIndex(s => PodTemplates.AreEqual(s.Template, template));
        if (newest >= 0)
        {
            _newest = _old[newest];
            _old.RemoveAt(newest);
        }
    }

    private IEnumerable<ReplicaSetView> All => _newest is { } newest ? [.. _old, newest] : _old;

    public async ValueTask<ReconcileResult> RunAsync()
    {
        if (_stored.Metadata.IsDeleting)
        {
            await UpdateNewestAsync().ConfigureAwait(false);
            return await FinishAsync(DeploymentProgress.Counts(_deployment, _newest, _old, _context.Now)).ConfigureAwait(false);
        }

        NotePause();
        if (!_deployment.IsPaused && _deployment.RollbackTo is { } revision)
        {
            await EnsureNewestAsync().ConfigureAwait(false);
            await new DeploymentRollback(_context, _deployment).RunAsync(revision, All).ConfigureAwait(false);
            return ReconcileResult.Done;
        }

        await UpdateNewestAsync().ConfigureAwait(false);
        if (_deployment.IsPaused || IsScaled())
        {
            await ScaleAsync(ProportionalScaling.Plan(_deployment, _newest, _old)).ConfigureAwait(false);
            if (_deployment.IsPaused && _deployment.RollbackTo is null)
            {
                await CleanUpAsync().ConfigureAwait(false);
            }

            return await FinishAsync(DeploymentProgress.Counts(_deployment, _newest, _old, _context.Now)).ConfigureAwait(false);
        }

        if (_deployment.IsRolling)
        {
            await RollAsync().ConfigureAwait(false);
        }
        else
        {
            await RecreateAsync().ConfigureAwait(false);
        }

        return await FinishAsync(DeploymentProgress.Rollout(_deployment, _newest, _old, _context.Now)).ConfigureAwait(false);
    }

    private async ValueTask RollAsync()
    {
        if (!await EnsureNewestAsync().ConfigureAwait(false) || _newest is not { } newest)
        {
            return;
        }

        var size = RollingUpdate.NewestSize(_deployment, newest.Replicas, All.Sum(s => s.Replicas));
        if (size != newest.Replicas)
        {
            await ScaleAsync([new ReplicaSetScale(newest, size)]).ConfigureAwait(false);
            return;
        }

        var shrinking = RollingUpdate.ShrinkOld(_deployment, newest, _old);
        if (shrinking.Count > 0)
        {
            await ScaleAsync(shrinking).ConfigureAwait(false);
            return;
        }

        await CleanUpWhenCompleteAsync().ConfigureAwait(false);
    }

    private async ValueTask RecreateAsync()
    {
        var running = _old.Where(s => s.Replicas > 0).Select(s => new ReplicaSetScale(s, 0)).ToList();
        if (running.Count > 0)
        {
            await ScaleAsync(running).ConfigureAwait(false);
            return;
        }

        if (OldPodsRun() || !await EnsureNewestAsync().ConfigureAwait(false) || _newest is not { } newest)
        {
            return;
        }

        if (newest.Replicas != _deployment.Replicas)
        {
            await ScaleAsync([new ReplicaSetScale(newest, _deployment.Replicas)]).ConfigureAwait(false);
        }

        await CleanUpWhenCompleteAsync().ConfigureAwait(false);
    }

    private bool OldPodsRun() =>
        _old.Any(s => s.ActualReplicas > 0)
        || _old.Any(s => Dependents.Pods(_context.Snapshot, s.Object).Any(p => !PodState.IsTerminal(p)));

    // The size noted on the sets tells scaling from rolling.
    private bool IsScaled() => All.Any(s => s.Replicas > 0 && s.DesiredReplicas is { } desired && desired != _deployment.Replicas);

    private async ValueTask ScaleAsync(IEnumerable<ReplicaSetScale> scales)
    {
        foreach (var scale in scales)
        {
            var scaled = new ReplicaSetView(await _writer.ScaleAsync(_deployment, scale).ConfigureAwait(false));
            if (_newest?.Name == scaled.Name)
            {
                _newest = scaled;
            }
            else
            {
                _old[_old.FindIndex(s => s.Name == scaled.Name)] = scaled;
            }
        }
    }

    private async ValueTask UpdateNewestAsync()
    {
        if (_newest is not { } newest)
        {
            return;
        }

        _newest = newest = new ReplicaSetView(await _writer.MarkNewestAsync(_deployment, newest, NextRevision()).ConfigureAwait(false));
        NoteRevision(newest.Annotation(ReplicaSetAnnotations.Revision));
        if (_deployment.ProgressDeadline is not null && Conditions.Find(_deployment.Object.Status, DeploymentConditions.Progressing) is null)
        {
            NoteProgress("True", "FoundNewReplicaSet", $"Found new replica set {GoText.Quote(newest.Name)}");
        }
    }

    /// <summary>Sees that there is a newest set; false where the name it should have is another set's and the next attempt takes another name.</summary>
    private async ValueTask<bool> EnsureNewestAsync()
    {
        if (_newest is not null)
        {
            return true;
        }

        var revision = NextRevision();
        var document = ReplicaSetDocument.Of(_deployment, RollingUpdate.NewestSize(_deployment, 0, _old.Sum(s => s.Replicas)), revision);
        try
        {
            _newest = new ReplicaSetView(await _writer.CreateAsync(document).ConfigureAwait(false));
        }
        catch (ApiException taken) when (taken.Reason == StatusReason.AlreadyExists)
        {
            var collisions = _deployment.Object.Status.Integer("collisionCount") ?? 0;
            Edit(_deployment.Object.Status.With("collisionCount", collisions + 1));
            return false;
        }
        catch (ApiException refused) when (!PodControl.IsNamespaceTerminating(refused))
        {
            var message = $"Failed to create new replica set {GoText.Quote(document.StringAt("metadata", "name") ?? "")}: {refused.Message}";
            if (_deployment.ProgressDeadline is not null)
            {
                NoteProgress("False", "ReplicaSetCreateError", message);
                await WriteAsync().ConfigureAwait(false);
            }

            await _context.Events.WarningAsync(_stored, "ReplicaSetCreateError", message).ConfigureAwait(false);
            throw;
        }

        NoteRevision(_newest.Value.Annotation(ReplicaSetAnnotations.Revision));
        if (_deployment.ProgressDeadline is not null)
        {
            NoteProgress("True", "NewReplicaSetCreated", $"Created new replica set {GoText.Quote(_newest.Value.Name)}");
        }

        return true;
    }

    private long NextRevision() => _old.Select(s => s.Revision ?? 0).DefaultIfEmpty().Max() + 1;

    private ValueTask CleanUpWhenCompleteAsync() =>
        DeploymentProgress.IsComplete(_deployment, _deployment.Object.Status) ? CleanUpAsync() : ValueTask.CompletedTask;

    // The oldest revisions beyond the limit go, unless they still have pods.
    private async ValueTask CleanUpAsync()
    {
        var alive = _old.Where(s => !s.Object.Metadata.IsDeleting).OrderBy(s => s.Revision ?? 0).ThenBy(s => s, Comparer<ReplicaSetView>.Create(ReplicaSetView.ByAge)).ToList();
        foreach (var set in alive.Take(Math.Max(alive.Count - (_deployment.HistoryLimit ?? alive.Count), 0)))
        {
            if (set.ActualReplicas == 0 && set.Replicas == 0 && set.Object.Metadata.Generation <= set.Object.Status.Count("observedGeneration"))
            {
                await _context.Client.DeleteAsync(WorkloadResources.ReplicaSets, set.Object.Namespace, set.Name).ConfigureAwait(false);
            }
        }
    }

    // While a Deployment is paused its deadline stands still; a deadline that has passed already stays told.
    private void NotePause()
    {
        var reason = Conditions.Find(_deployment.Object.Status, DeploymentConditions.Progressing)?.String("reason");
        if (_deployment.ProgressDeadline is null || reason == "ProgressDeadlineExceeded")
        {
            return;
        }

        if (_deployment.IsPaused && reason != "DeploymentPaused")
        {
            NoteProgress("Unknown", "DeploymentPaused", "Deployment is paused");
        }
        else if (!_deployment.IsPaused && reason == "DeploymentPaused")
        {
            NoteProgress("Unknown", "DeploymentResumed", "Deployment is resumed");
        }
    }

    private void NoteProgress(string status, string reason, string message) =>
        Edit(DeploymentConditions.Set(_deployment.Object.Status, DeploymentConditions.New(DeploymentConditions.Progressing, status, reason, message, _context.Now)));

    private void NoteRevision(string revision)
    {
        var annotations = _deployment.Object.Metadata.Annotations;
        if (annotations.StringOrEmpty(ReplicaSetAnnotations.Revision) != revision)
        {
            _deployment = new DeploymentView(_deployment.Object.WithMetadata("annotations", annotations.With(ReplicaSetAnnotations.Revision, revision)));
        }
    }

    private void Edit(MapValue status) => _deployment = new DeploymentView(_deployment.Object.WithStatus(status));

    private async ValueTask<ReconcileResult> FinishAsync(MapValue status)
    {
        Edit(status);
        await WriteAsync().ConfigureAwait(false);

        // A second more, because stored times have lost their fractions.
        return DeploymentProgress.CheckAt(_deployment, status) is { } at
            ? ReconcileResult.After(TimeSpan.FromSeconds(1) + (at > _context.Now ? at - _context.Now : TimeSpan.Zero))
            : ReconcileResult.Done;
    }

    private async ValueTask WriteAsync()
    {
        if (!_deployment.Object.Root.Equals(_stored.Root))
        {
            await _context.Client.UpdateAsync(_deployment.Object, "status").ConfigureAwait(false);
        }
    }
}
