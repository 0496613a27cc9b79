namespace KubeEmulator.Scheduling;

/// <summary>What a plugin found out about a pod before nodes are looked at.</summary>
/// <param name="Status">Success, skip (leaves out the plugin's Filter), or why no node will do.</param>
/// <param name="NodeNames">The only nodes worth a look; null for all.</param>
public readonly record struct PreFilterResult(PluginStatus Status, IReadOnlySet<string>? NodeNames = null)
{
    /// <summary>Every node is worth a look.</summary>
    public static PreFilterResult AllNodes => new(PluginStatus.Success);

    /// <summary>The plugin has nothing to do with this pod.</summary>
    public static PreFilterResult Skip => new(PluginStatus.Skip);
}
