using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>
/// What an autoscaler's range, windows and policies leave of a recommendation; <c>pkg/controller/podautoscaler/horizontal.go</c>
/// normalizeDesiredReplicas and normalizeDesiredReplicasWithBehaviors.
/// </summary>
internal sealed class ScalingLimits
{
    /// <summary>kube-controller-manager's <c>--horizontal-pod-autoscaler-downscale-stabilization</c>.</summary>
    private static readonly TimeSpan DownscaleStabilization = TimeSpan.FromMinutes(5);

    private readonly ScalingRules? _up;
    private readonly ScalingRules? _down;

    public ScalingLimits(KubeObject autoscaler)
    {
        Minimum = (int)(autoscaler.Spec.Integer("minReplicas") ?? 1);
        Maximum = (int)(autoscaler.Spec.Integer("maxReplicas") ?? 1);
        Tolerance = UsageTolerance.Default;
        if (autoscaler.Spec.Map("behavior") is { } behavior)
        {
            _up = ScalingRules.Of(behavior.Map("scaleUp"), TimeSpan.Zero);
            _down = ScalingRules.Of(behavior.Map("scaleDown"), DownscaleStabilization);
            Tolerance = new UsageTolerance(
                Quantity.From(behavior.Map("scaleDown")?["tolerance"])?.ToDouble() ?? Tolerance.Down,
                Quantity.From(behavior.Map("scaleUp")?["tolerance"])?.ToDouble() ?? Tolerance.Up);
        }
    }

    public int Minimum { get; }

    public int Maximum { get; }

    public UsageTolerance Tolerance { get; }

    /// <summary>The replicas, of which the memory is told.</summary>
    public ScalingDecision Decide(AutoscalerMemory memory, int current, int desired, DateTimeOffset now) =>
        _up is null || _down is null ? WithoutBehavior(memory, current, desired, now) : WithBehavior(memory, _up, _down, current, desired, now);

    /// <summary>Notes a change, for the policies.</summary>
    public void Note(AutoscalerMemory memory, int from, int to, DateTimeOffset now)
    {
        if (_up is not null && _down is not null)
        {
            memory.Scaled(from, to, now, (to > from ? _up : _down).LongestPeriod);
        }
    }

    private ScalingDecision WithoutBehavior(AutoscalerMemory memory, int current, int desired, DateTimeOffset now)
    {
        var cutoff = now - DownscaleStabilization;
        var stabilized = memory.Recommendations.Where(r => r.At >= cutoff).Select(r => r.Replicas).Append(desired).Max();
        memory.Recommend(desired, now, cutoff);

        // Twice as many, or four, whichever is more: a wrong measurement must not grow the target without bounds.
        var ceiling = Math.Max(2 * current, 4);
        var (highest, limit) = Maximum > ceiling ? (ceiling, ScalingDecision.TooFastUp) : (Maximum, ScalingDecision.TooMany);
        var (replicas, (reason, message)) = stabilized < Minimum ? (Minimum, ScalingDecision.TooFew) : stabilized > highest ? (highest, limit) : (stabilized, ScalingDecision.WithinRange);
        return new ScalingDecision(replicas, stabilized != desired ? "ScaleDownStabilized" : null, ScalingDecision.HigherBefore, reason, message, replicas != stabilized);
    }

    private ScalingDecision WithBehavior(AutoscalerMemory memory, ScalingRules up, ScalingRules down, int current, int desired, DateTimeOffset now)
    {
        var lowest = memory.Recommendations.Where(r => r.At > now - up.Window).Select(r => r.Replicas).Append(desired).Min();
        var highest = memory.Recommendations.Where(r => r.At > now - down.Window).Select(r => r.Replicas).Append(desired).Max();
        memory.Recommend(desired, now, now - (up.Window > down.Window ? up.Window : down.Window));
        var stabilized = Math.Min(Math.Max(current, lowest), highest);
        var (replicas, (reason, message)) = Rated(memory, up, down, current, stabilized, now);
        return new ScalingDecision(
            replicas,
            stabilized == desired ? null : desired >= current ? "ScaleUpStabilized" : "ScaleDownStabilized",
            desired >= current ? ScalingDecision.LowerBefore : ScalingDecision.HigherBefore,
            reason,
            message,
            replicas != stabilized);
    }

    private (int Replicas, (string Reason, string Message) Limit) Rated(AutoscalerMemory memory, ScalingRules up, ScalingRules down, int current, int desired, DateTimeOffset now)
    {
        if (desired > current)
        {
            var highest = Math.Max(up.Highest(memory, current, now), current);
            var limited = Maximum > highest;
            highest = Math.Min(Maximum, highest);
            return desired > highest ? (highest, limited ? ScalingDecision.TooFastUp : ScalingDecision.TooMany) : (desired, ScalingDecision.WithinRange);
        }

        if (desired < current)
        {
            var lowest = Math.Min(down.Lowest(memory, current, now), current);
            var limited = Minimum < lowest;
            lowest = Math.Max(Minimum, lowest);
            return desired < lowest ? (lowest, limited ? ScalingDecision.TooFastDown : ScalingDecision.TooFew) : (desired, ScalingDecision.WithinRange);
        }

        return (desired, ScalingDecision.WithinRange);
    }
}
