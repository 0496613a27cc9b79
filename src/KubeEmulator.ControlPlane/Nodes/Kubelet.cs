using KubeEmulator.Api;
using KubeEmulator.Nodes.Pods;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <summary>
/// The kubelet of one node: its pods, images, addresses, and its word to the API. It has no thread and no timer of its own.
/// Used on the cluster's executor, but for what <see cref="INodeRuntime"/> says.
/// </summary>
internal sealed partial class Kubelet
{
    private static readonly GroupResource Nodes = new("", "nodes");

    private readonly KubeletHost _host;
    private readonly Dictionary<string, PodAgent> _agents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ResourceList Requests, HostPort[] Ports)> _admitted = new(StringComparer.Ordinal);
    private readonly ResourceList _used = new();

    // What was last read of the node's allocatable amounts: they hardly ever change.
    private (MapValue? Of, ResourceList Amounts) _allocatable = (null, new ResourceList());

    public Kubelet(KubeletHost host, KubeObject node, int index, NodeStanding? standing)
    {
        (_host, Name, Index) = (host, node.Name, index);
        Client = new ControllerClient(host.Services, new UserInfo($"system:node:{node.Name}", ["system:nodes", "system:authenticated"]), "kubelet");
        Events = new EventRecorder(Client, "kubelet");
        StartTime = Now;
        if (standing is not null)
        {
            (State, StoppedAt, Pressure) = (standing.State, standing.StoppedAt, standing.Pressure);
        }

        Addresses = new AddressPool(node.Spec.List("podCIDRs") is { Count: > 0 } ? node.Spec.Strings("podCIDRs") : [host.TakePodRange(NodePods(node))]);
        HostAddresses = NodeAddresses.Internal(node) is { Count: > 0 } known ? known : [NodeAddresses.Of(index)];
        foreach (var image in node.Status.Maps("images").SelectMany(i => i.Strings("names")))
        {
            Images.Add(image);
        }
    }

    public string Name { get; }

    /// <summary>The node's number among those of the cluster.</summary>
    public int Index { get; }

    public ControllerClient Client { get; }

    public EventRecorder Events { get; }

    public ContainerHost Containers => _host.Containers;

    public AddressPool Addresses { get; }

    public IReadOnlyList<string> HostAddresses { get; private set; }

    public ImageStore Images { get; } = new();

    /// <summary>When the kubelet began to take care of the node.</summary>
    public DateTimeOffset StartTime { get; private set; }

    /// <summary>How the node stands.</summary>
    public NodeState State { get; private set; } = NodeState.Running;

    /// <summary>When it stopped or was cut off the last time.</summary>
    public DateTimeOffset StoppedAt { get; private set; }

    public DateTimeOffset Now => _host.Now;

    public bool IsAlive => State == NodeState.Running;

    /// <summary>The pods by uid.</summary>
    public IReadOnlyDictionary<string, PodAgent> Agents => _agents;

    /// <summary>The node as stored; null once it is gone.</summary>
    public KubeObject? Node => _host.Services.Store.Current.Get(new ObjectKey(Nodes, "", Name));

    /// <summary>Takes a version of a pod that is bound to the node.</summary>
    public void Take(KubeObject pod)
    {
        var uid = pod.Metadata.Uid;
        if (KeepsRunning(pod))
        {
            return;
        }

        if (!_agents.TryGetValue(uid, out var agent))
        {
            agent = TakeUnmirrored(pod) ?? new PodAgent(this, pod);
            lock (_agents)
            {
                _agents[uid] = agent;
            }

            Enqueue(agent);
        }
        else if (agent.Update(pod))
        {
            Enqueue(agent);
        }
    }

    /// <summary>Takes note that a pod's object is gone.</summary>
    public void Drop(string uid)
    {
        if (_agents.TryGetValue(uid, out var agent))
        {
            lock (_agents)
            {
                _agents.Remove(uid);
            }

            if (KeepUnmirrored(agent))
            {
                return;
            }

            agent.Dispose();
            Released(agent);
        }
    }

    /// <summary>Why the node refuses a pod; null where it takes it, and its resources are taken from then on.</summary>
    public NodeRefusal? Admit(PodView pod)
    {
        if (Node is not { } node)
        {
            return new NodeRefusal("InvalidNodeInfo", "Kubelet cannot get node info.");
        }

        if (_shuttingDown)
        {
            return new NodeRefusal("NodeShutdown", "Pod was rejected as the node is shutting down.");
        }

        if (RefuseUnderPressure(pod) is { } pressed)
        {
            return pressed;
        }

        var requests = PodResources.Requests(pod);
        if (NodeAdmission.Refuse(pod, requests, RoomOn(new NodeView(node))) is { } refusal)
        {
            return refusal;
        }

        Reserve(pod, requests);
        return null;
    }

    /// <summary>Counts a pod's resources as taken.</summary>
    public void Reserve(PodView pod) => Reserve(pod, PodResources.Requests(pod));

    private void Reserve(PodView pod, ResourceList requests)
    {
        if (_admitted.TryAdd(pod.Object.Metadata.Uid, (requests, [.. HostPorts.Of(pod)])))
        {
            _used.Add(requests);
        }
    }

    /// <summary>Takes note that a pod needs nothing of the node any more.</summary>
    public void Released(PodAgent agent) => Forgo(agent.Object.Metadata.Uid);

    /// <summary>Why an image cannot be pulled; null where it can.</summary>
    public string? PullFault(KubeObject pod, PodContainer container) => _host.Rules.PullFault(pod, container.Name, container.Image);

    /// <summary>What rules of the test say of a run that starts.</summary>
    public ContainerScript? Script(KubeObject pod, PodContainer container, int attempt) => _host.Rules.Script(pod, container.Name, attempt);

    public void Enqueue(PodAgent agent) => _host.Enqueue(this, agent);

    /// <summary>Does something to a pod on the executor and looks at it then.</summary>
    public void Post(PodAgent agent, Action act) => PostAsync(agent, () =>
    {
        act();
        return ValueTask.CompletedTask;
    });

    /// <summary>Does something to a pod on the executor and looks at it then.</summary>
    public void PostAsync(PodAgent agent, Func<ValueTask> act) => _host.Executor.Post(async () =>
    {
        await act().ConfigureAwait(false);
        Enqueue(agent);
    });

    public IDisposable PostAt(DateTimeOffset due, Action act) => _host.Executor.PostAt(due, () =>
    {
        act();
        return ValueTask.CompletedTask;
    });

    private NodeRoom RoomOn(NodeView node)
    {
        var document = node.Allocatable;
        if (!ReferenceEquals(document, _allocatable.Of))
        {
            _allocatable = (document, ResourceList.From(document));
        }

        return new NodeRoom(node, _allocatable.Amounts, _used, _admitted.Count, _admitted.Values.SelectMany(a => a.Ports));
    }

    private static long NodePods(KubeObject node) => Quantity.From(node.Status.Map("capacity")?["pods"])?.Value ?? 110;
}
