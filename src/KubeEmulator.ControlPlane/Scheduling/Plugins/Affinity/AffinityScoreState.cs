namespace KubeEmulator.Scheduling;

/// <summary>What the places of the pods already there are worth to the new pod.</summary>
internal sealed class AffinityScoreState(PlaceCounts worth) : PluginState
{
    public PlaceCounts Worth => worth;
}
