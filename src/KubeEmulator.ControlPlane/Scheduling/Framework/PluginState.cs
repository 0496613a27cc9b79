namespace KubeEmulator.Scheduling;

/// <summary>What a plugin keeps for one pod's cycle, found again by the plugin.</summary>
public abstract class PluginState
{
    /// <summary>A copy that may be changed while the framework tries what would be if pods came or went; itself where nothing changes.</summary>
    public virtual PluginState Copy() => this;
}
