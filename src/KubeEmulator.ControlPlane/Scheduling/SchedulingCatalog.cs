namespace KubeEmulator.Scheduling;

/// <summary>
/// The built-in plugins in the order they run, with their weights; kube-scheduler's <c>apis/config/v1/default_plugins.go</c>.
/// Plugins of users go into the same list (<see cref="SchedulerProfile.With"/>).
/// </summary>
public static class SchedulingCatalog
{
    /// <summary>The default plugins of kube-scheduler 1.36.</summary>
    public static IReadOnlyList<ProfilePlugin> Default(PluginArguments? arguments = null)
    {
        arguments ??= new PluginArguments();
        return
        [
            new(new SchedulingGatesPlugin()),
            new(new NodeUnschedulablePlugin()),
            new(new NodeNamePlugin()),
            new(new TaintTolerationPlugin(), 3),
            new(new NodeAffinityPlugin(), 2),
            new(new NodePortsPlugin()),
            new(new NodeResourcesFitPlugin(arguments)),
            new(new VolumeRestrictionsPlugin()),
            new(new NodeVolumeLimitsPlugin()),
            new(new VolumeBindingPlugin(arguments)),
            new(new VolumeZonePlugin()),
            new(new PodTopologySpreadPlugin(arguments), 2),
            new(new InterPodAffinityPlugin(arguments), 2),
            new(new DynamicResourcesPlugin(), 2),
            new(new DefaultPreemptionPlugin(arguments)),
            new(new BalancedAllocationPlugin(arguments)),
            new(new ImageLocalityPlugin()),
            new(new DefaultBinderPlugin()),
        ];
    }
}
