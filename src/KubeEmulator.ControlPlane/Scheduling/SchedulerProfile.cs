namespace KubeEmulator.Scheduling;

/// <summary>How the pods of one <c>schedulerName</c> are scheduled.</summary>
public sealed record SchedulerProfile
{
    /// <summary>The scheduler name of pods that name none.</summary>
    public const string DefaultName = "default-scheduler";

    private IReadOnlyList<ProfilePlugin>? _plugins;

    /// <summary>The <c>spec.schedulerName</c> of the pods it is for.</summary>
    public string SchedulerName { get; init; } = DefaultName;

    /// <summary>The plugins in the order they run, with their weights; kube-scheduler's defaults unless given.</summary>
    public IReadOnlyList<ProfilePlugin> Plugins
    {
        // Made when asked for: options have a profile, but not every cluster schedules. All that share the profile get the same ones.
        get => _plugins ?? Interlocked.CompareExchange(ref _plugins, SchedulingCatalog.Default(), null) ?? _plugins;
        init => _plugins = value;
    }

    /// <summary>How many percent of the nodes must be found fit before scoring begins; null decides by the size of the cluster.</summary>
    public int? PercentageOfNodesToScore { get; init; }

    /// <summary>This profile with a plugin more, at the end.</summary>
    public SchedulerProfile With(SchedulerPlugin plugin, int weight = 1) => this with { Plugins = [.. Plugins, new ProfilePlugin(plugin, weight)] };

    /// <summary>This profile without a plugin.</summary>
    public SchedulerProfile Without(string name) => this with { Plugins = [.. Plugins.Where(p => p.Plugin.Name != name)] };
}
