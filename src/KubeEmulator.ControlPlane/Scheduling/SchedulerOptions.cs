namespace KubeEmulator.Scheduling;

/// <summary>How the scheduler is to be; the names and defaults are those of KubeSchedulerConfiguration.</summary>
public sealed record SchedulerOptions
{
    /// <summary>The profiles; each pod is scheduled by the one that its <c>spec.schedulerName</c> names, and others leave it alone.</summary>
    public IReadOnlyList<SchedulerProfile> Profiles { get; init; } = [new SchedulerProfile()];

    /// <summary>The first back-off of a pod that did not fit.</summary>
    public TimeSpan PodInitialBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest back-off.</summary>
    public TimeSpan PodMaxBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After how long without any event a pod that does not fit is tried again.</summary>
    public TimeSpan PodMaxInUnschedulablePods { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many percent of the nodes must be found fit before scoring begins; 0 decides by the size of the cluster.</summary>
    public int PercentageOfNodesToScore { get; init; }

    internal void Check()
    {
        var names = Profiles.Select(p => p.SchedulerName).ToArray();
        if (names.Length == 0 || names.Any(n => n.Length == 0) || names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            throw new ArgumentException($"Scheduler profiles must have names, each its own; these have: {string.Join(", ", names)}.");
        }

        foreach (var profile in Profiles)
        {
            var twice = profile.Plugins.GroupBy(p => p.Plugin.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
            if (twice is not null)
            {
                throw new ArgumentException($"Profile \"{profile.SchedulerName}\" has the plugin \"{twice}\" twice.");
            }

            if (!profile.Plugins.Any(p => p.Plugin.Points.HasFlag(ExtensionPoints.Bind)))
            {
                throw new ArgumentException($"Profile \"{profile.SchedulerName}\" has no plugin that binds.");
            }
        }

        if (PodInitialBackoff <= TimeSpan.Zero || PodInitialBackoff > PodMaxBackoff)
        {
            throw new ArgumentException("The scheduler's first back-off must be positive and not longer than the longest.");
        }
    }
}
