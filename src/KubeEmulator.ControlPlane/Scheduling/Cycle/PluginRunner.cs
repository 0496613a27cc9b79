namespace KubeEmulator.Scheduling;

/// <summary>
/// The plugins of one profile at each extension point, run as kube-scheduler's <c>framework/runtime/framework.go</c> runs them.
/// </summary>
internal sealed class PluginRunner
{
    private readonly Dictionary<ClusterEvent, PluginInterest[]> _interests = [];

    public PluginRunner(SchedulerProfile profile)
    {
        Profile = profile;
        PreEnqueue = At(ExtensionPoints.PreEnqueue);
        PreFilters = At(ExtensionPoints.PreFilter);
        Filters = At(ExtensionPoints.Filter);
        PostFilters = At(ExtensionPoints.PostFilter);
        PreScores = At(ExtensionPoints.PreScore);
        Scores = [.. profile.Plugins.Where(p => p.Plugin.Points.HasFlag(ExtensionPoints.Score) && p.Weight != 0)];
        Reserves = At(ExtensionPoints.Reserve);
        Permits = At(ExtensionPoints.Permit);
        PreBinds = At(ExtensionPoints.PreBind);
        Binds = At(ExtensionPoints.Bind);
        PostBinds = At(ExtensionPoints.PostBind);
    }

    public SchedulerProfile Profile { get; }

    public SchedulerPlugin[] PreEnqueue { get; }

    public SchedulerPlugin[] PreFilters { get; }

    public SchedulerPlugin[] Filters { get; }

    public SchedulerPlugin[] PostFilters { get; }

    public SchedulerPlugin[] PreScores { get; }

    public ProfilePlugin[] Scores { get; }

    public SchedulerPlugin[] Reserves { get; }

    public SchedulerPlugin[] Permits { get; }

    public SchedulerPlugin[] PreBinds { get; }

    public SchedulerPlugin[] Binds { get; }

    public SchedulerPlugin[] PostBinds { get; }

    /// <summary>Who asked for an event; kept per sort of event, because each is asked about for every pod that waits. Used on the executor.</summary>
    public PluginInterest[] InterestsIn(ClusterEvent happened)
    {
        if (!_interests.TryGetValue(happened, out var interests))
        {
            interests = [.. Profile.Plugins.SelectMany(p => p.Plugin.Events.Where(e => e.Event.Covers(happened)).Select(e => new PluginInterest(p.Plugin.Name, e)))];
            _interests.Add(happened, interests);
        }

        return interests;
    }

    /// <summary>
    /// Runs PreFilter; the nodes worth a look are those that all plugins named. Where one turns the pod away for good, the rest is
    /// not asked; where removing pods may help, all are, because preemption needs what they keep.
    /// </summary>
    public PreFilterResult RunPreFilters(SchedulingCycle cycle, List<string> narrowing)
    {
        HashSet<string>? names = null;
        PluginStatus? refused = null;
        foreach (var plugin in PreFilters)
        {
            var (status, only) = plugin.PreFilter(cycle);
            if (status.IsSkip)
            {
                cycle.SkippedFilters.Add(plugin);
                continue;
            }

            switch (status.Code)
            {
                case PluginCode.Success:
                    break;
                case PluginCode.Unschedulable:
                    refused = status.By(plugin.Name);
                    continue;
                case PluginCode.UnschedulableAndUnresolvable or PluginCode.Pending:
                    return new PreFilterResult(status.By(plugin.Name));
                default:
                    return new PreFilterResult(PluginStatus.Error($"running PreFilter plugin \"{plugin.Name}\": {status.Message}").By(plugin.Name));
            }

            if (only is null)
            {
                continue;
            }

            narrowing.Add(plugin.Name);
            names = names is null ? [.. only] : [.. names.Intersect(only)];
            if (names.Count == 0)
            {
                return new PreFilterResult(PluginStatus.Unresolvable(NoneLeft(narrowing)), names);
            }
        }

        return new PreFilterResult(refused ?? PluginStatus.Success, names);
    }

    /// <summary>The first refusal of a node, or success.</summary>
    public PluginStatus RunFilters(SchedulingCycle cycle, SchedulingNode node)
    {
        foreach (var plugin in cycle.ActiveFilters ??= NotSkipped(cycle))
        {
            var status = plugin.Filter(cycle, node);
            if (!status.IsSuccess)
            {
                return status.IsRejected ? status.By(plugin.Name) : PluginStatus.Error($"running \"{plugin.Name}\" filter plugin: {status.Message}").By(plugin.Name);
            }
        }

        return PluginStatus.Success;
    }

    /// <summary>
    /// The filters with regard to pods nominated to the node: those of equal or higher priority are thought to be there, and the node
    /// must fit with and without them, for affinity may need them gone as well as there.
    /// </summary>
    public PluginStatus RunFiltersWithNominated(SchedulingCycle cycle, SchedulingNode node)
    {
        if (!cycle.View.Nominations.IsEmpty && Awaited(cycle, node) is { Length: > 0 } waiting)
        {
            var (tried, crowded) = (cycle.Copy(), node.Copy());
            foreach (var pod in waiting)
            {
                crowded.Add(pod);
                AddPod(tried, pod, crowded);
            }

            var status = RunFilters(tried, crowded);
            if (!status.IsSuccess)
            {
                return status;
            }
        }

        return RunFilters(cycle, node);
    }

    public void AddPod(SchedulingCycle cycle, SchedulingPod pod, SchedulingNode node)
    {
        foreach (var plugin in PreFilters)
        {
            if (!cycle.SkippedFilters.Contains(plugin))
            {
                plugin.AddPod(cycle, pod, node);
            }
        }
    }

    public void RemovePod(SchedulingCycle cycle, SchedulingPod pod, SchedulingNode node)
    {
        foreach (var plugin in PreFilters)
        {
            if (!cycle.SkippedFilters.Contains(plugin))
            {
                plugin.RemovePod(cycle, pod, node);
            }
        }
    }

    /// <summary>Asks the plugins that may help a pod that fits nowhere, until one does or finds something broken; the reasons of all are joined.</summary>
    public async ValueTask<PostFilterResult> RunPostFiltersAsync(SchedulingCycle cycle, NodeVerdicts verdicts)
    {
        string? nominated = null;
        var reasons = new List<string>();
        foreach (var plugin in PostFilters)
        {
            var result = await plugin.PostFilterAsync(cycle, verdicts).ConfigureAwait(false);
            if (result.Status.IsSuccess || result.Status.Code == PluginCode.UnschedulableAndUnresolvable)
            {
                return result with { Status = result.Status.By(plugin.Name) };
            }

            if (!result.Status.IsRejected)
            {
                return new PostFilterResult(result.Status.By(plugin.Name));
            }

            nominated = result.NominatedNode ?? nominated;
            reasons.AddRange(result.Status.Reasons);
        }

        return new PostFilterResult(PluginStatus.Unschedulable(reasons), nominated);
    }

    /// <summary>The weighted sum of the scores of each node; 1 each where no plugin scores.</summary>
    public (PluginStatus Status, long[] Totals) RunScores(SchedulingCycle cycle, SchedulingNode[] nodes, SelectionRoom room, Action<ProfilePlugin, long[], long[]>? scored = null)
    {
        var totals = room.Totals(nodes.Length);
        if (Scores.Length == 0)
        {
            Array.Fill(totals, 1);
            return (PluginStatus.Success, totals);
        }

        foreach (var plugin in PreScores)
        {
            var status = plugin.PreScore(cycle, nodes);
            if (status.IsSkip)
            {
                cycle.SkippedScores.Add(plugin);
            }
            else if (!status.IsSuccess)
            {
                return (PluginStatus.Error($"running PreScore plugin \"{plugin.Name}\": {status.Message}"), totals);
            }
        }

        var scores = room.Scores(nodes.Length);
        foreach (var entry in Scores)
        {
            if (cycle.SkippedScores.Contains(entry.Plugin))
            {
                continue;
            }

            entry.Plugin.ScoreAll(cycle, nodes, scores);

            var raw = scored is null ? scores : [.. scores];
            entry.Plugin.NormalizeScore(cycle, nodes, scores);
            scored?.Invoke(entry, raw, scores);
            for (var i = 0; i < scores.Length; i++)
            {
                if (scores[i] is < 0 or > NodeScores.Max)
                {
                    return (PluginStatus.Error($"plugin \"{entry.Plugin.Name}\" returns an invalid score {scores[i]}, it should in the range of [0, {NodeScores.Max}] after normalizing"), totals);
                }

                totals[i] += scores[i] * entry.Weight;
            }
        }

        return (PluginStatus.Success, totals);
    }

    // Apart from the methods that run for every node, which shall make no closures.
    private SchedulerPlugin[] NotSkipped(SchedulingCycle cycle) => [.. Filters.Where(f => !cycle.SkippedFilters.Contains(f))];

    private static SchedulingPod[] Awaited(SchedulingCycle cycle, SchedulingNode node) =>
        [.. cycle.View.Nominations.On(node.Name).Where(p => p.Priority >= cycle.SchedulingPod.Priority && p.Uid != cycle.SchedulingPod.Uid)];

    private static string NoneLeft(List<string> plugins) => plugins.Count == 1
        ? $"node(s) didn't satisfy plugin {plugins[0]}"
        : $"node(s) didn't satisfy plugin(s) [{string.Join(' ', plugins.Order(StringComparer.Ordinal))}] simultaneously";

    private SchedulerPlugin[] At(ExtensionPoints point) => [.. Profile.Plugins.Select(p => p.Plugin).Where(p => p.Points.HasFlag(point))];
}
