using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>
/// The pods of an autoscaler's target by what their measurements are worth; <c>pkg/controller/podautoscaler/replica_calculator.go</c> groupPods.
/// </summary>
internal sealed class MeasuredPods
{
    // kube-controller-manager's --horizontal-pod-autoscaler-cpu-initialization-period and -initial-readiness-delay.
    private static readonly TimeSpan CpuInitialization = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan InitialReadinessDelay = TimeSpan.FromSeconds(30);

    private readonly DateTimeOffset _now;

    /// <exception cref="MetricException">There are no pods, or none that is measured.</exception>
    public MeasuredPods(IReadOnlyList<PodView> pods, IReadOnlyDictionary<string, PodSample> samples, string resource, DateTimeOffset now)
    {
        _now = now;
        if (pods.Count == 0)
        {
            throw new MetricException("no pods returned by selector while calculating replica count");
        }

        Samples = new Dictionary<string, PodSample>(samples, StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            Sort(pod, resource);
        }

        if (Samples.Count == 0)
        {
            throw new MetricException("did not receive metrics for targeted pods (pods might be unready)");
        }
    }

    /// <summary>The samples that count.</summary>
    public Dictionary<string, PodSample> Samples { get; }

    /// <summary>How many pods these are of.</summary>
    public int ReadyCount { get; private set; }

    /// <summary>Pods that will be ready some day.</summary>
    public List<string> Unready { get; } = [];

    /// <summary>Pods that run and are not measured.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>
    /// The replicas for a usage: pods that are not measured count as what makes the change smaller, and a change that they turn
    /// round does not happen.
    /// </summary>
    /// <param name="current">The replicas now.</param>
    /// <param name="usage">The ratio of usage to target, from samples.</param>
    /// <param name="missingWhenShrinking">What a pod without a sample counts for when there seem to be too many.</param>
    /// <param name="tolerance">What is no change.</param>
    public int Replicas(int current, Func<IReadOnlyDictionary<string, PodSample>, double> usage, Func<string, long> missingWhenShrinking, UsageTolerance tolerance)
    {
        var ratio = usage(Samples);
        var growsWithUnready = Unready.Count > 0 && ratio > 1.0;
        if (!growsWithUnready && Missing.Count == 0)
        {
            return tolerance.Covers(ratio) ? current : Ceiling(ratio * ReadyCount);
        }

        var samples = new Dictionary<string, PodSample>(Samples, StringComparer.Ordinal);
        foreach (var pod in ratio == 1.0 ? [] : Missing)
        {
            samples[pod] = new PodSample(ratio < 1.0 ? missingWhenShrinking(pod) : 0, default, default);
        }

        foreach (var pod in growsWithUnready ? Unready : [])
        {
            samples[pod] = default;
        }

        var adjusted = usage(samples);
        if (tolerance.Covers(adjusted) || (ratio < 1.0 && adjusted > 1.0) || (ratio > 1.0 && adjusted < 1.0))
        {
            return current;
        }

        var replicas = Ceiling(adjusted * samples.Count);
        return (adjusted < 1.0 && replicas > current) || (adjusted > 1.0 && replicas < current) ? current : replicas;
    }

    /// <summary>A count rounded up, within the range of replicas.</summary>
    public static int Ceiling(double count) => (int)Math.Min(Math.Ceiling(count), int.MaxValue);

    private void Sort(PodView pod, string resource)
    {
        if (pod.IsDeleting || pod.Phase == "Failed")
        {
            Samples.Remove(pod.Name);
        }
        else if (pod.Phase == "Pending")
        {
            Samples.Remove(pod.Name);
            Unready.Add(pod.Name);
        }
        else if (!Samples.TryGetValue(pod.Name, out var sample))
        {
            Missing.Add(pod.Name);
        }
        else if (resource == "cpu" && IsStarting(pod, sample))
        {
            Samples.Remove(pod.Name);
            Unready.Add(pod.Name);
        }
        else
        {
            ReadyCount++;
        }
    }

    // What a pod uses while it starts says nothing of its load.
    private bool IsStarting(PodView pod, PodSample sample)
    {
        if (Conditions.Find(pod.Status, "Ready") is not { } ready || KubeTime.Parse(pod.Status.String("startTime")) is not { } start)
        {
            return true;
        }

        var unready = ready.String("status") == "False";
        var since = KubeTime.Parse(ready.String("lastTransitionTime")) ?? start;
        return start + CpuInitialization > _now
            ? unready || sample.Timestamp < since + sample.Window
            : unready && start + InitialReadinessDelay > since;
    }
}
