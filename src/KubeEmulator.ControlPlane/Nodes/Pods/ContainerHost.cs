using KubeEmulator.Api;
using KubeEmulator.Nodes.Containers;

namespace KubeEmulator.Nodes.Pods;

/// <summary>What all pods of a cluster share at run time: programs, clock, volumes that outlive pods, the way to one another.</summary>
internal sealed class ContainerHost(ClusterServices services, ProgramCatalog programs, Func<ProgramExecutor> newExecutor)
{
    private readonly Dictionary<string, VolumeTree> _volumes = new(StringComparer.Ordinal);

    public ClusterServices Services => services;

    public ProgramCatalog Programs => programs;

    /// <summary>The network outside of pods; null where there is none.</summary>
    public IClusterNetwork? Network { get; set; }

    /// <summary>An executor for the processes of one pod.</summary>
    public ProgramExecutor NewExecutor() => newExecutor();

    /// <summary>A volume that keeps its files when pods go: of a claim, or of a path of a host.</summary>
    public VolumeTree LastingVolume(string key)
    {
        lock (_volumes)
        {
            if (!_volumes.TryGetValue(key, out var volume))
            {
                _volumes[key] = volume = new VolumeTree(services.Clock);
            }

            return volume;
        }
    }
}
