using KubeEmulator.Api;
using KubeEmulator.Nodes.Containers;
using KubeEmulator.Nodes.Stages;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <summary>
/// The simulated nodes of a cluster: adding them, and what happens to nodes. Node objects that clients create get a kubelet too.
/// Thread-safe.
/// </summary>
public sealed partial class ClusterNodes : IControlPlaneComponent
{
    private static readonly GroupResource NodeResource = new("", "nodes");
    private readonly IReadOnlyList<NodeSpec> _initial;

    /// <summary>A component with nodes to begin with.</summary>
    /// <param name="initial">The nodes that a new cluster gets.</param>
    /// <param name="programs">What runs behind images.</param>
    public ClusterNodes(IReadOnlyList<NodeSpec> initial, ProgramCatalog programs) => (_initial, Programs) = (initial, programs);

    /// <inheritdoc/>
    public string Name => "kubelet";

    /// <summary>What runs behind images.</summary>
    public ProgramCatalog Programs { get; }

    /// <summary>What is to happen to pods, by selector.</summary>
    public PodRules Rules { get; } = new();

    /// <summary>The way out of pods; set before the start.</summary>
    internal IClusterNetwork? Network { get; set; }

    /// <summary>What Stages play; set before the start.</summary>
    internal ClusterStages? Stages { get; set; }

    internal KubeletHost? Started { get; private set; }

    // How the nodes of the cluster stood of which this one is a fork.
    private Dictionary<string, NodeStanding> Standings { get; set; } = [];

    private KubeletHost Host => Started ?? throw new InvalidOperationException("The cluster has not started its kubelets.");

    /// <inheritdoc/>
    IAsyncDisposable IControlPlaneComponent.Start(ControlPlaneRuntime runtime)
    {
        var host = Started = new KubeletHost(runtime, Programs, Rules, Stages, StaticPods, Standings);
        host.Containers.Network = Network;
        Rules.Changed = () => host.Executor.Post(host.RulesChanged);

        // A store that has nodes is that of a restored cluster.
        if (_initial.Count > 0 && runtime.Services.Store.Current.Count(NodeResource) == 0)
        {
            foreach (var spec in _initial)
            {
                host.Executor.Post(async () => await CreateAsync(spec).ConfigureAwait(false));
            }
        }

        return host;
    }

    /// <summary>Adds nodes; they are registered and ready when the task completes.</summary>
    /// <returns>Their names.</returns>
    /// <exception cref="ApiException">A node of that name is there already, or something of the specification is refused.</exception>
    /// <exception cref="FormatException">A taint cannot be read.</exception>
    public async Task<IReadOnlyList<string>> AddAsync(NodeSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var host = Host;
        var names = await host.RunAsync(() => CreateAsync(spec)).ConfigureAwait(false);
        await host.AdoptedAsync(names).ConfigureAwait(false);
        return names;
    }

    /// <summary>Adds nodes of the usual sort.</summary>
    /// <returns>Their names.</returns>
    public Task<IReadOnlyList<string>> AddAsync(int count) => AddAsync(new NodeSpec { Count = count });

    /// <summary>Makes these nodes those of a fork, before its start: what was said of pods and nodes holds there too, and goes its own way.</summary>
    internal void TakeFrom(ClusterNodes origin)
    {
        StaticPods.TakeFrom(origin.StaticPods);
        Rules.TakeFrom(origin.Rules);
        Standings = origin.Started?.Standings() ?? [];
    }

    private async ValueTask<IReadOnlyList<string>> CreateAsync(NodeSpec spec)
    {
        var names = new List<string>(spec.Count);
        var client = new ControllerClient(Host.Services, UserInfo.Admin, "kubelet");
        for (var i = 0; i < spec.Count; i++)
        {
            var index = Host.TakeIndex();
            var name = spec.Count == 1 && spec.Name != new NodeSpec().Name ? spec.Name : $"{spec.Name}-{Number(spec.Name, i)}";
            await client.CreateAsync(Document(spec, name, (index, i))).ConfigureAwait(false);
            names.Add(name);
        }

        return names;
    }

    // A node that a Stage makes ready is not ready before.
    private MapValue Document(NodeSpec spec, string name, (int InCluster, int InSpec) number)
    {
        var node = new KubeObject(NodeDocument.Create(spec, name, number, PodRanges(spec, number.InCluster), Host.Now));
        var bare = node.WithStatus(node.Status.Without("conditions").Without("nodeInfo"));
        return (Stages?.Owns(bare) == true ? bare : node).Root;
    }

    // The first number from i on that no node of this name has.
    private int Number(string prefix, int first)
    {
        var snapshot = Host.Services.Store.Current;
        while (snapshot.Get(new ObjectKey(NodeResource, "", $"{prefix}-{first}")) is not null)
        {
            first++;
        }

        return first;
    }

    private List<string> PodRanges(NodeSpec spec, int index)
    {
        var pods = spec.Capacity.TryGetValue("pods", out var text) ? Quantity.ParseOrZero(text).Value : 110;
        var ranges = new List<string> { Host.TakePodRange(pods) };
        if (Host.Services.Settings.ServiceClusterIpRanges.Count > 1)
        {
            ranges.Insert(Host.Services.Settings.ServiceClusterIpRanges[0].Contains(':', StringComparison.Ordinal) ? 0 : 1, NodeAddresses.PodRange6(index));
        }

        return ranges;
    }
}
