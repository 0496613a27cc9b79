using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>One look at one unfinished Job: what <see cref="JobProgress"/> and <see cref="JobPodPlan"/> find is done and written.</summary>
internal sealed class JobSync
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private readonly ReconcileContext _context;
    private readonly JobProgress _progress;
    private readonly PodControl _pods;
    private KubeObject _stored;
    private MapValue _status;
    private MapValue? _outcome;
    private ApiException? _refused;
    private TimeSpan? _again;
    private int _active;
    private int _ready;
    private int _terminating;

    public JobSync(ReconcileContext context, KubeObject stored, IReadOnlyList<PodView> pods, JobBackoff backoff)
    {
        (_context, _stored, _status) = (context, stored, stored.Status.WithDefault("uncountedTerminatedPods", MapValue.Empty));
        if (!new JobView(stored).IsSuspended)
        {
            _status = _status.WithDefault("startTime", KubeTime.Format(context.Now));
        }

        _progress = new JobProgress(new JobView(stored.WithStatus(_status)), pods, backoff);
        _pods = new PodControl(context, stored, WorkloadKinds.Job);
        (_active, _ready, _terminating) = (_progress.Active.Count, _progress.Active.Count(PodState.IsReady), _progress.Terminating);
    }

    /// <summary>The failures that were counted on the way; valid after <see cref="RunAsync"/>.</summary>
    public JobBackoff Backoff => _progress.Backoff;

    private JobView Job => _progress.Job;

    public async ValueTask<ReconcileResult> RunAsync()
    {
        _outcome = _progress.Outcome(_context.Now);
        if (_outcome is not null)
        {
            await StopAsync().ConfigureAwait(false);
        }
        else
        {
            await GoOnAsync().ConfigureAwait(false);
        }

        await CountAsync().ConfigureAwait(false);
        return _refused is not null ? throw new ApiException(_refused.Status, _refused)
            : _again is { } wait ? ReconcileResult.After(wait)
            : ReconcileResult.Done;
    }

    // The pods keep their finalizers until they have been counted.
    private async ValueTask StopAsync()
    {
        var deleted = 0;
        foreach (var pod in _progress.Active)
        {
            deleted += await TryDeleteAsync(pod, release: false).ConfigureAwait(false) ? 1 : 0;
        }

        if (deleted != _progress.Active.Count)
        {
            _outcome = null;
        }
    }

    private async ValueTask GoOnAsync()
    {
        var managed = !_stored.Metadata.IsDeleting;
        if (managed)
        {
            await ManageAsync(JobPodPlan.Of(_progress, _context.Now)).ConfigureAwait(false);
        }

        if (_progress.IsComplete(_active))
        {
            _outcome = JobConditions.New(JobConditions.SuccessCriteriaMet, "True", "CompletionsReached", "Reached expected number of succeeded pods", _context.Now);
            return;
        }

        if (managed)
        {
            await NoteSuspensionAsync().ConfigureAwait(false);
        }

        if (Job.ActiveDeadline is { } deadline && !Job.IsSuspended && KubeTime.Parse(_status.String("startTime")) is { } start)
        {
            LookAgainAfter(start + deadline - _context.Now);
        }
    }

    private async ValueTask ManageAsync(JobPodPlan plan)
    {
        foreach (var pod in plan.Delete)
        {
            await TryDeleteAsync(pod, release: true).ConfigureAwait(false);
        }

        if (plan.Wait > TimeSpan.Zero)
        {
            // Upstream says that nothing is active while it waits to make a pod, whatever runs beside it. Where a ready one does, the
            // API refuses that (more ready than active), and upstream tries in vain until the wait is over: here the truth is said.
            LookAgainAfter(plan.Wait > ShortestWait ? plan.Wait : ShortestWait);
            _active = _ready > 0 ? _active : 0;
            return;
        }

        if (plan.Create.Count > 0)
        {
            var (created, refused) = await _pods.CreateManyAsync(JobPodDocuments.Of(_progress, _pods, plan.Create)).ConfigureAwait(false);
            _active += created;
            _refused ??= refused;
        }
    }

    private async ValueTask<bool> TryDeleteAsync(PodView pod, bool release)
    {
        try
        {
            if (release && JobPods.IsTracked(pod))
            {
                await JobFinalizer.RemoveAsync(_context, pod.Object).ConfigureAwait(false);
            }

            await _pods.DeleteAsync(pod.Object).ConfigureAwait(false);
        }
        catch (ApiException error)
        {
            _refused ??= error;
            return false;
        }

        _active--;
        _terminating++;
        _ready -= PodState.IsReady(pod) ? 1 : 0;
        return true;
    }

    private async ValueTask NoteSuspensionAsync()
    {
        var (value, reason, message) = Job.IsSuspended ? ("True", "JobSuspended", "Job suspended") : ("False", "JobResumed", "Job resumed");
        var noted = JobConditions.Ensure(_status, JobConditions.New(JobConditions.Suspended, value, reason, message, _context.Now));
        if (ReferenceEquals(noted, _status))
        {
            return;
        }

        // A resumed Job's deadline begins anew.
        _status = Job.IsSuspended ? noted.Without("startTime") : noted.With("startTime", KubeTime.Format(_context.Now));
        await _context.Events.NormalAsync(_stored, Job.IsSuspended ? "Suspended" : "Resumed", message).ConfigureAwait(false);
    }

    private async ValueTask CountAsync()
    {
        var builder = _status.ToBuilder();
        builder.SetUnlessZero("active", _active);
        builder["ready"] = _ready;
        builder["terminating"] = _terminating;
        var counting = JobCounting.Of(_progress, builder.Build(), _outcome);
        _status = counting.Status;
        var final = NoteOutcome();
        await WriteAsync().ConfigureAwait(false);

        var tracked = _progress.Pods.Where(JobPods.IsTracked).Select(p => p.Object.Metadata.Uid).ToHashSet(StringComparer.Ordinal);
        foreach (var pod in counting.Release)
        {
            try
            {
                await JobFinalizer.RemoveAsync(_context, pod.Object).ConfigureAwait(false);
                tracked.Remove(pod.Object.Metadata.Uid);
            }
            catch (ApiException error)
            {
                _refused ??= error;
            }
        }

        _status = JobCounting.Settle(_status, tracked);
        if (final is null || _refused is not null || counting.IsPartial || JobCounting.HasUncounted(_status) || _terminating > 0)
        {
            await WriteAsync().ConfigureAwait(false);
            return;
        }

        _status = JobConditions.Ensure(_status, final);
        _status = final.String("type") == JobConditions.Complete ? _status.With("completionTime", final["lastTransitionTime"]!) : _status;
        await WriteAsync().ConfigureAwait(false);
        await TellEndAsync(final).ConfigureAwait(false);
    }

    // The interim condition is written before the finalizers go; the final one after.
    private MapValue? NoteOutcome()
    {
        if (_outcome is not { } outcome || outcome.String("type") == JobConditions.Failed)
        {
            return _outcome;
        }

        if (outcome.String("type") == JobConditions.FailureTarget)
        {
            _status = JobConditions.Add(_status, outcome);
            return JobConditions.From(outcome, JobConditions.Failed, _context.Now);
        }

        _status = JobConditions.FindTrue(_status, JobConditions.SuccessCriteriaMet) is null ? JobConditions.Add(_status, outcome) : _status;
        return JobConditions.From(outcome, JobConditions.Complete, _context.Now);
    }

    private async ValueTask TellEndAsync(MapValue final)
    {
        if (final.String("type") != JobConditions.Complete)
        {
            await _context.Events.WarningAsync(_stored, final.StringOrEmpty("reason"), final.StringOrEmpty("message")).ConfigureAwait(false);
            return;
        }

        if (_status.Count("succeeded") > Job.Completions)
        {
            await _context.Events.WarningAsync(_stored, "TooManySucceededPods", "Too many succeeded pods running after completion count reached").ConfigureAwait(false);
        }

        await _context.Events.NormalAsync(_stored, "Completed", "Job completed").ConfigureAwait(false);
    }

    private void LookAgainAfter(TimeSpan wait) => _again = _again < wait ? _again : wait;

    private async ValueTask WriteAsync() => _stored = await _context.Client.UpdateStatusAsync(_stored, _status).ConfigureAwait(false);
}
