using System.Collections.Concurrent;
using KubeEmulator.Api;
using KubeEmulator.Nodes.Containers;
using KubeEmulator.Nodes.Pods;
using KubeEmulator.Nodes.Stages;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <summary>
/// All kubelets of a cluster: one place in the change log, one queue of pods to look at. A node object that appears gets a kubelet,
/// whoever made it. Used on the cluster's executor, but for what the interfaces say.
/// </summary>
internal sealed partial class KubeletHost : IPodRuntime, INodeHeartbeats, IAsyncDisposable
{
    // Upstream's values: how often a Lease is renewed, and how long a refused write waits.
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private static readonly GroupResource PodResource = new("", "pods");
    private static readonly GroupResource NodeResource = new("", "nodes");
    private static readonly GroupResource ConfigMaps = new("", "configmaps");
    private static readonly GroupResource Secrets = new("", "secrets");
    private static readonly GroupResource Claims = new("", "persistentvolumeclaims");

    private readonly ConcurrentDictionary<string, Kubelet> _kubelets = new(StringComparer.Ordinal);
    private readonly Queue<(Kubelet Kubelet, PodAgent Agent)> _queue = new();
    private readonly NodeArrivals _arrivals = new();
    private readonly LogFollower _follower;
    private readonly ClusterStages? _stages;
    private readonly Dictionary<string, NodeStanding> _standings;
    private int _nextIndex;
    private int _nextBlock;
    private bool _posted;

    public KubeletHost(ControlPlaneRuntime runtime, ProgramCatalog programs, PodRules rules, ClusterStages? stages, StaticPods staticPods, Dictionary<string, NodeStanding> standings)
    {
        (Services, Executor, Rules, _stages, StaticPods, _standings) = (runtime.Services, runtime.Executor, rules, stages, staticPods, standings);

        // With a clock that stands still, programs take turns with everything else, so that runs can be repeated; otherwise
        // each pod has its own place, so that one that computes for long holds up nobody.
        var repeatable = Services.Clock is ClusterClock { IsManual: true };
        Containers = new ContainerHost(Services, programs, repeatable
            ? () => new ProgramExecutor(turn => Executor.Post(() =>
            {
                turn();
                return ValueTask.CompletedTask;
            }))
            : () => new ProgramExecutor(() => Services.Activity.Begin("a container's program")));
        Registrar = new NodeRegistrar(this);
        Services.Pods = this;
        Services.Heartbeats = this;
        _follower = runtime.Follow(OnStart, OnChange);
    }

    public ClusterServices Services { get; }

    public SerialExecutor Executor { get; }

    public ContainerHost Containers { get; }

    /// <summary>Keeps node objects and Leases.</summary>
    public NodeRegistrar Registrar { get; }

    /// <summary>What the test says of pods.</summary>
    public PodRules Rules { get; }

    /// <summary>What nodes run by themselves.</summary>
    public StaticPods StaticPods { get; }

    public DateTimeOffset Now => Services.Clock.GetUtcNow();

    /// <summary>The kubelets by node.</summary>
    public IReadOnlyDictionary<string, Kubelet> Kubelets => _kubelets;

    public IPodSandbox? Find(KubeObject pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return _kubelets.TryGetValue(pod.Spec.StringOrEmpty("nodeName"), out var kubelet) && kubelet.IsAlive ? kubelet.FindSandbox(pod.Metadata.Uid) : null;
    }

    public INodeRuntime? FindNode(string nodeName) => _kubelets.TryGetValue(nodeName, out var kubelet) && kubelet.IsAlive ? kubelet : null;

    public DateTimeOffset? LastRenewal(string node) => _kubelets.TryGetValue(node, out var kubelet) && kubelet.IsAlive ? kubelet.LastRenewal(RenewEvery) : null;

    /// <summary>How the nodes stand that do not stand as usual. From any thread.</summary>
    public Dictionary<string, NodeStanding> Standings() =>
        _kubelets.Values.Select(k => (k.Name, k.Standing)).Where(k => !k.Standing.IsUsual).ToDictionary(k => k.Name, k => k.Standing, StringComparer.Ordinal);

    /// <summary>A number for a new node.</summary>
    public int TakeIndex() => _nextIndex++;

    /// <summary>Takes note of the number and the address ranges of a node that is there already.</summary>
    public void Keep(int index, IEnumerable<string> podRanges)
    {
        _nextIndex = Math.Max(_nextIndex, index + 1);
        foreach (var range in podRanges)
        {
            _nextBlock = Math.Max(_nextBlock, NodeAddresses.BlockAfter(range));
        }
    }

    /// <summary>A range of addresses for so many pods.</summary>
    public string TakePodRange(long pods)
    {
        var (blocks, prefix) = NodeAddresses.SizeFor(pods);
        var first = (_nextBlock + blocks - 1) / blocks * blocks;
        _nextBlock = first + blocks;
        return NodeAddresses.PodRange(first, prefix);
    }

    /// <summary>Looks at a pod when its turn comes.</summary>
    public void Enqueue(Kubelet kubelet, PodAgent agent)
    {
        if (agent.IsQueued || !kubelet.IsAlive)
        {
            return;
        }

        agent.IsQueued = true;
        _queue.Enqueue((kubelet, agent));
        Continue();
    }

    /// <summary>Does something on the executor and waits for it.</summary>
    public Task<T> RunAsync<T>(Func<ValueTask<T>> act) => Executor.RunAsync(act);

    /// <summary>Completes when these nodes have kubelets. Not on the executor, which it waits for.</summary>
    public Task AdoptedAsync(IReadOnlyList<string> nodes) => _arrivals.Of(nodes, _kubelets.ContainsKey);

    /// <summary>Looks at every pod that runs: a new rule may say when it ends.</summary>
    public ValueTask RulesChanged()
    {
        foreach (var kubelet in _kubelets.Values)
        {
            foreach (var agent in kubelet.Agents.Values)
            {
                agent.ApplyRules();
                Enqueue(kubelet, agent);
            }
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _follower.DisposeAsync().ConfigureAwait(false);
        _arrivals.GiveUp(forGood: true);
        foreach (var kubelet in _kubelets.Values)
        {
            foreach (var agent in kubelet.Agents.Values)
            {
                agent.Dispose();
            }
        }
    }

    private void OnStart(Snapshot snapshot)
    {
        if (snapshot.Count(StageObjects.Resource) > 0)
        {
            _stages?.Begin();
        }

        foreach (var name in _kubelets.Keys.Where(n => snapshot.Get(new ObjectKey(NodeResource, "", n)) is null).ToArray())
        {
            Remove(name);
        }

        foreach (var node in snapshot.List(NodeResource))
        {
            Adopt(node, snapshot);
        }

        _arrivals.GiveUp(forGood: false);
    }

    private void OnChange(Change change)
    {
        if (change.Key.Resource == PodResource)
        {
            OnPod(change);
        }
        else if (change.Key.Resource == NodeResource)
        {
            OnNode(change);
        }
        else if (change.Key.Resource == ConfigMaps || change.Key.Resource == Secrets || change.Key.Resource == Claims)
        {
            OnConfig(change);
        }
        else if (change.Key.Resource == StageObjects.Resource)
        {
            _stages?.Begin();
        }
    }

    private void OnPod(Change change)
    {
        var node = change.Object.Spec.StringOrEmpty("nodeName");
        if (node.Length == 0 || !_kubelets.TryGetValue(node, out var kubelet))
        {
            return;
        }

        if (change.Type == ChangeType.Deleted)
        {
            kubelet.Drop(change.Object.Metadata.Uid);
            kubelet.Forgo(change.Object.Metadata.Uid);
        }
        else if (IsStaged(change.Object))
        {
            kubelet.HandOver(change.Object);
        }
        else
        {
            kubelet.Take(change.Object);
        }
    }

    private void OnNode(Change change)
    {
        if (change.Type == ChangeType.Deleted)
        {
            Remove(change.Key.Name);
        }
        else if (!_kubelets.ContainsKey(change.Key.Name))
        {
            Adopt(change.Object, Services.Store.Current);
        }
    }

    private void OnConfig(Change change)
    {
        foreach (var kubelet in _kubelets.Values)
        {
            kubelet.ConfigChanged(change.Key.Namespace);
        }
    }

    private void Adopt(KubeObject node, Snapshot snapshot)
    {
        if (!_kubelets.TryGetValue(node.Name, out var kubelet))
        {
            _standings.Remove(node.Name, out var standing);
            kubelet = new Kubelet(this, node, Registrar.IndexOf(node), standing);
            _kubelets[node.Name] = kubelet;
            if (kubelet.IsAlive)
            {
                Registrar.Register(kubelet);
            }

            _arrivals.Came(node.Name);
            if (standing is not null)
            {
                Executor.Post(() => kubelet.GoOnAsync(standing));
            }
        }
        else if (kubelet.IsAlive)
        {
            // A restored state may be of a time when nobody heard of the node.
            Registrar.Register(kubelet);
        }

        Deal(kubelet, snapshot);
        kubelet.Mirror();
    }

    private void Remove(string name)
    {
        if (_kubelets.TryRemove(name, out var kubelet))
        {
            kubelet.Reconcile([]);
        }
    }

    private void Continue()
    {
        if (!_posted && _queue.Count > 0)
        {
            _posted = true;
            Executor.Post(TurnAsync);
        }
    }

    private async ValueTask TurnAsync()
    {
        _posted = false;
        if (_queue.TryDequeue(out var next))
        {
            next.Agent.IsQueued = false;
            if (next.Kubelet.IsAlive)
            {
                await SyncAsync(next.Kubelet, next.Agent).ConfigureAwait(false);
            }
        }

        Continue();
    }

    private async ValueTask SyncAsync(Kubelet kubelet, PodAgent agent)
    {
        try
        {
            await agent.SyncAsync().ConfigureAwait(false);
        }
        catch (ApiException refused) when (refused.Code is 404 or 409)
        {
            // Somebody was faster: the newest version decides. Where the pod is gone, its change says so.
            if (Services.Store.Current.Get(new ObjectKey(PodResource, agent.Object.Namespace, agent.Object.Name)) is { } newest && newest.Metadata.Uid == agent.Object.Metadata.Uid)
            {
                agent.Update(newest);
                Enqueue(kubelet, agent);
            }
        }
        catch (ApiException)
        {
            // Refused by admission, or a fault put there on purpose: again a little later, as a kubelet's status sync.
            kubelet.PostAt(Now + RetryAfter, () => Enqueue(kubelet, agent));
        }
    }
}
