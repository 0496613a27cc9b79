namespace KubeEmulator.Scheduling;

/// <summary>Where there are pods that the new pod must be near or must not be near, or that do not want it near.</summary>
/// <param name="existing">Pods there that keep the new pod away.</param>
/// <param name="affinity">Pods that all required affinity terms mean, by the key of each term.</param>
/// <param name="antiAffinity">Pods that required anti-affinity terms mean.</param>
internal sealed class AffinityFilterState(PlaceCounts existing, PlaceCounts affinity, PlaceCounts antiAffinity) : PluginState
{
    public PlaceCounts Existing => existing;

    public PlaceCounts Affinity => affinity;

    public PlaceCounts AntiAffinity => antiAffinity;

    public override PluginState Copy() => new AffinityFilterState(existing.Copy(), affinity.Copy(), antiAffinity.Copy());
}
