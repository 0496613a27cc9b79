using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>One look at one autoscaler: the target's scale is read, metrics are asked, the scale is written where it differs, and the status once.</summary>
internal sealed class AutoscalerSync(ReconcileContext context, KubeObject stored, AutoscalerMemory memory, Func<string, IReadOnlyList<PodView>, IReadOnlyList<ReconcileKey>> rivals)
{
    private const string AboveMaximum = "Current number of replicas above Spec.MaxReplicas";
    private const string BelowMinimum = "Current number of replicas below Spec.MinReplicas";

    private readonly ScalingLimits _limits = new(stored);
    private MapValue _status = stored.Status.WithDefault("desiredReplicas", 0);
    private List<Value>? _metrics;

    public async ValueTask RunAsync()
    {
        try
        {
            if (await FindTargetAsync().ConfigureAwait(false) is { } target)
            {
                await ScaleAsync(target).ConfigureAwait(false);
            }

            await context.Client.UpdateStatusAsync(stored, _status).ConfigureAwait(false);
        }
        catch (ApiException refused)
        {
            // The next look comes at its time in any case.
            await context.Events.WarningAsync(stored, "FailedUpdateStatus", refused.Message).ConfigureAwait(false);
        }
    }

    private async ValueTask<ScaleTarget?> FindTargetAsync()
    {
        var reference = stored.Spec.Map("scaleTargetRef") ?? MapValue.Empty;
        var (group, kind) = (GroupVersion.Parse(reference.StringOrEmpty("apiVersion")).Group, reference.StringOrEmpty("kind"));
        string error;
        try
        {
            if (context.Services.Catalog.Types.FirstOrDefault(t => t.Group == group && t.Kind == kind) is { } type)
            {
                var scale = context.Services.Api.GetScale(type, stored.Namespace, reference.StringOrEmpty("name"));
                Note("AbleToScale", "True", "SucceededGetScale", "the HPA controller was able to get the target's current scale");
                return ScaleTarget.Of(type.GroupResource, scale);
            }

            error = $"no matches for kind {GoText.Quote(kind)} in group {GoText.Quote(group)}";
        }
        catch (ApiException refused)
        {
            error = refused.Message;
        }

        await context.Events.WarningAsync(stored, "FailedGetScale", error).ConfigureAwait(false);
        Note("AbleToScale", "False", "FailedGetScale", $"the HPA controller was unable to get the target's current scale: {error}");
        return null;
    }

    private async ValueTask ScaleAsync(ScaleTarget target)
    {
        memory.Begin(target.Replicas, context.Now);
        if (target.Replicas == 0)
        {
            Note("ScalingActive", "False", "ScalingDisabled", "scaling is disabled since the replica count of the target is zero");
            Finish(target.Replicas, 0, rescaled: false);
            return;
        }

        var (desired, reason) = target.Replicas > _limits.Maximum ? (_limits.Maximum, AboveMaximum)
            : target.Replicas < _limits.Minimum ? (_limits.Minimum, BelowMinimum)
            : await MeasureAsync(target).ConfigureAwait(false);
        if (desired < 0)
        {
            Finish(target.Replicas, _status.Count("desiredReplicas"), rescaled: false);
            await context.Events.WarningAsync(stored, "FailedComputeMetricsReplicas", reason).ConfigureAwait(false);
            return;
        }

        if (desired == target.Replicas)
        {
            Finish(target.Replicas, desired, rescaled: false);
            return;
        }

        try
        {
            var name = stored.Spec.Map("scaleTargetRef")?.StringOrEmpty("name") ?? "";
            await context.Client.PatchAsync(target.Resource, stored.Namespace, name, "scale", PatchType.Merge, MapValue.Of(("spec", MapValue.Of(("replicas", desired))))).ConfigureAwait(false);
        }
        catch (ApiException refused)
        {
            await context.Events.WarningAsync(stored, "FailedRescale", $"New size: {desired}; reason: {reason}; error: {refused.Message}").ConfigureAwait(false);
            Note("AbleToScale", "False", "FailedUpdateScale", $"the HPA controller was unable to update the target scale: {refused.Message}");
            Finish(target.Replicas, _status.Count("desiredReplicas"), rescaled: false);
            return;
        }

        Note("AbleToScale", "True", "SucceededRescale", $"the HPA controller was able to update the target scale to {desired}");
        await context.Events.NormalAsync(stored, "SuccessfulRescale", $"New size: {desired}; reason: {reason}").ConfigureAwait(false);
        _limits.Note(memory, target.Replicas, desired, context.Now);
        Finish(target.Replicas, desired, rescaled: true);
    }

    // The replicas and why; a negative number where the metrics do not say, with what is wrong.
    private async ValueTask<(int Desired, string Reason)> MeasureAsync(ScaleTarget target)
    {
        if (await PodsAsync(target).ConfigureAwait(false) is not { } pods)
        {
            return (-1, _status.Maps("conditions").Last(c => c.String("type") == "ScalingActive").String("reason") == "InvalidSelector" ? "selector is required" : Ambiguity);
        }

        var queries = new MetricQueries(context.Services.Metrics, stored.Namespace);
        var calculator = new MetricCalculator(target, pods, queries, _limits.Tolerance, context.Now);
        var (replicas, name, failed) = (0, "", (MetricException?)null);
        var (count, failures, sort) = (0, 0, "");
        _metrics = [];
        foreach (var metric in stored.Spec.Maps("metrics"))
        {
            count++;
            try
            {
                var proposal = calculator.Propose(metric);
                (replicas, name) = replicas == 0 || proposal.Replicas > replicas ? (proposal.Replicas, proposal.Name) : (replicas, name);
                _metrics.Add(proposal.Status);
            }
            catch (MetricException missing)
            {
                failures++;
                _metrics.Add(MapValue.Of(("type", "")));
                await context.Events.WarningAsync(stored, missing.Reason, missing.Message).ConfigureAwait(false);
                (failed, sort) = failed is null ? (missing, What(metric)) : (failed, sort);
            }
        }

        // A metric that is missing must not shrink the target.
        if (failed is not null && (failures >= count || replicas < target.Replicas))
        {
            Note("ScalingActive", "False", failed.Reason, $"the HPA was unable to compute the replica count: {failed.Message}");
            return (-1, $"invalid metrics ({failures} invalid out of {count}), first error is: failed to get {sort} value: {failed.Message}");
        }

        Note("ScalingActive", "True", "ValidMetricFound", $"the HPA was able to successfully calculate a replica count from {name}");
        var reason = replicas > target.Replicas ? $"{name} above target" : "All metrics below target";
        return (Limit(target, replicas), reason);
    }

    private string Ambiguity => _status.Maps("conditions").Last(c => c.String("type") == "ScalingActive").StringOrEmpty("message");

    private int Limit(ScaleTarget target, int replicas)
    {
        var decision = _limits.Decide(memory, target.Replicas, replicas, context.Now);
        if (decision.StabilizedReason is { } held)
        {
            Note("AbleToScale", "True", held, decision.StabilizedMessage);
        }
        else
        {
            Note("AbleToScale", "True", "ReadyForNewScale", "recommended size matches current size");
        }

        Note("ScalingLimited", decision.IsLimited ? "True" : "False", decision.LimitReason, decision.LimitMessage);
        return decision.Replicas;
    }

    private async ValueTask<List<PodView>?> PodsAsync(ScaleTarget target)
    {
        if (target.SelectorText.Length == 0)
        {
            await context.Events.WarningAsync(stored, "SelectorRequired", "selector is required").ConfigureAwait(false);
            Note("ScalingActive", "False", "InvalidSelector", "the HPA target's scale is missing a selector");
            return null;
        }

        memory.Selector = target.Selector;
        var pods = context.Snapshot.List(WorkloadResources.Pods, stored.Namespace).Where(p => target.Selector.Matches(p.Metadata.Labels)).Select(p => new PodView(p)).ToList();
        var others = rivals(stored.Namespace, pods);
        if (others.Count <= 1)
        {
            return pods;
        }

        var message = $"pods by selector {target.SelectorText} are controlled by multiple HPAs: [{string.Join(' ', others.Select(o => $"{{{o.Name} {o.Namespace}}}"))}]";
        await context.Events.WarningAsync(stored, "AmbiguousSelector", message).ConfigureAwait(false);
        Note("ScalingActive", "False", "AmbiguousSelector", message);
        return null;
    }

    private static string What(MapValue metric) => metric.String("type") switch
    {
        "Resource" => $"{metric.Map("resource")?.String("name")} resource metric",
        "ContainerResource" => $"{metric.Map("containerResource")?.String("container")} container metric",
        "External" => $"{metric.Map("external")?.Map("metric")?.String("name")} external metric",
        var type => $"{type?.ToLowerInvariant()} metric",
    };

    private void Note(string type, string status, string reason, string message) => _status = Conditions.Set(
        _status, MapValue.Of(("type", type), ("status", status), ("reason", reason), ("message", message)), context.Now);

    private void Finish(int current, int desired, bool rescaled)
    {
        var status = new MapBuilder();
        status["lastScaleTime"] = rescaled ? KubeTime.Format(context.Now) : _status["lastScaleTime"];
        status.SetUnlessZero("currentReplicas", current);
        status["desiredReplicas"] = desired;
        status["currentMetrics"] = _metrics is null ? null : ListValue.From(_metrics);
        status["conditions"] = _status["conditions"];
        _status = status.Build();
    }
}
