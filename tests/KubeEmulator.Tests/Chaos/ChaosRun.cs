using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Nodes;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Testing;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Chaos;

/// <summary>
/// A cluster to which random things happen: creates, edits, deletes and node losses by people, refused and half-done writes of its
/// own components. The seed decides everything.
/// </summary>
internal sealed class ChaosRun : IAsyncDisposable
{
    private const int Nodes = 4;
    private const int MostWorkloads = 20;
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(10);
    private static readonly string[] Namespaces = ["red", "green"];

    private readonly Random _chance;
    private readonly (int Weight, Func<Task<string>> Act)[] _actions;
    private int _names;

    private ChaosRun(EmulatedCluster cluster, int seed)
    {
        (Cluster, _chance) = (cluster, new Random(seed));
        _actions =
        [
            (8, CreateAsync), (5, ScaleAsync), (4, ChangeTemplateAsync), (2, PauseAsync), (3, DeleteAsync), (5, DeletePodAsync), (2, OrphanPodAsync),
            (2, AddLonePodAsync), (1, DeleteNamespaceAsync), (3, LoseNodeAsync), (3, FindNodesAsync), (1, ReplaceNodeAsync), (2, DrainAsync),
            (2, MeddleAsync),
        ];
    }

    public EmulatedCluster Cluster { get; }

    /// <summary>What was done, in order.</summary>
    public List<string> Log { get; } = [];

    /// <summary>The controllers that failed although the faults had ended long ago.</summary>
    public IReadOnlyList<string> StillFailing { get; private set; } = [];

    public static async Task<ChaosRun> StartAsync(int seed)
    {
        var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions
        {
            Clock = ClusterClock.Manual(),
            Seed = (ulong)seed,
            Nodes = [new NodeSpec { Count = Nodes }],
        });
        var run = new ChaosRun(cluster, seed);
        foreach (var name in Namespaces)
        {
            await run.TryAsync(() => run.CreateAsync(ChaosWorkloads.Namespace(name), name));
        }

        await run.TryAsync(() => run.CreateAsync(ChaosWorkloads.StorageClass, ""));

        run.Cluster.Faults.Add(new FaultRule { Verb = "update", Fault = Fault.Conflict(), Probability = 0.05 });
        run.Cluster.Faults.Add(new FaultRule { Verb = "create", Fault = Fault.InternalError(), Probability = 0.01 });
        run.Cluster.Faults.Add(new FaultRule { Verb = "create", Fault = Fault.CommitThenTimeout(), Probability = 0.01 });
        run.Cluster.Faults.Add(new FaultRule { Verb = "patch", Fault = Fault.Unavailable(), Probability = 0.01 });
        run.Cluster.Faults.Add(new FaultRule { Verb = "delete", Fault = Fault.CommitThenReset(), Probability = 0.01 });
        return run;
    }

    /// <summary>The run goes on twice from here, the other one without the faults.</summary>
    public ChaosRun Fork()
    {
        var fork = new ChaosRun(Cluster.Fork(), _chance.Next()) { _names = _names };
        fork.Log.AddRange(Log);
        return fork;
    }

    /// <summary>Lets things happen for so long.</summary>
    public async Task LiveAsync(TimeSpan time)
    {
        for (var end = Cluster.Clock.GetUtcNow() + time; Cluster.Clock.GetUtcNow() < end;)
        {
            for (var i = _chance.Next(1, 4); i > 0; i--)
            {
                await TryAsync(Choose());

                // Sometimes the next thing happens in the middle of what follows from this one.
                if (_chance.Next(2) == 0)
                {
                    await Cluster.Clock.AdvanceAsync(TimeSpan.FromMilliseconds(_chance.Next(1, 20_000)));
                }
            }

            await Cluster.Clock.AdvanceAsync(Step);
        }
    }

    /// <summary>Ends the faults, brings the nodes back and waits longer than the longest back-off.</summary>
    public async Task CalmDownAsync()
    {
        Cluster.Faults.Clear();
        await TryAsync(FindNodesAsync);
        foreach (var deployment in Cluster.Objects.List("Deployment"))
        {
            await TryAsync(() => EditAsync(deployment, "{spec: {paused: false}}"));
        }

        await Cluster.Clock.AdvanceAsync(TimeSpan.FromHours(2));

        var failures = Cluster.Controllers!.States.ToDictionary(s => s.Name, s => s.Failures);

        // CronJobs begin in the first half of an hour, and what they begin is done in a few minutes.
        var now = Cluster.Clock.GetUtcNow();
        await Cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(55 + 60 - now.Minute));
        await Cluster.QuietAsync();
        StillFailing = [.. Cluster.Controllers.States.Where(s => s.Failures > failures[s.Name]).Select(s => $"{s.Name} still fails: {s.LastError}")];
    }

    public string Describe() => string.Join('\n', Log.TakeLast(60)) + "\n" + ClusterReport.Write(Cluster);

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    private Func<Task<string>> Choose()
    {
        var left = _chance.Next(_actions.Sum(a => a.Weight));
        foreach (var (weight, act) in _actions)
        {
            if ((left -= weight) < 0)
            {
                return act;
            }
        }

        throw new InvalidOperationException("the weights do not add up");
    }

    private async Task TryAsync(Func<Task<string>> act)
    {
        await Cluster.QuietAsync();
        string what;
        try
        {
            what = await act();
        }
        catch (ApiException refused)
        {
            what = $"{act.Method.Name} was refused: {refused.Message}";
        }

        await Cluster.QuietAsync();
        Log.Add($"{Cluster.Clock.GetUtcNow():u} {what}");
    }

    private async Task<string> CreateAsync()
    {
        if (Workloads().Count >= MostWorkloads)
        {
            return await DeleteAsync();
        }

        var (kind, name, space) = (Pick(ChaosWorkloads.Kinds), $"w{(++_names).ToString(CultureInfo.InvariantCulture)}", Pick(Namespaces));
var budget = ChaosWorkloads.Scalable.Contains(kind) && _chance.Next(4) == 0 ? "\n---\n" + ChaosWorkloads.Budget(name, _chance) : "";
        return await CreateAsync(ChaosWorkloads.Workload(kind, name, _chance) + budget, space);
    }

    // One after another: what a client does at the same time as the cluster has no order of its own, and a seed would not repeat it.
    private async Task<string> CreateAsync(string manifests, string space)
    {
        var created = new List<KubeObject>();
        foreach (var manifest in manifests.Split("---"))
        {
            created.AddRange(await Cluster.Objects.CreateAsync(manifest, space));
            await Cluster.QuietAsync();
        }

        return "create " + string.Join(", ", created);
    }

    private Task<string> ScaleAsync() => EditAsync(ChaosWorkloads.Scalable, _ => $"{{spec: {{replicas: {_chance.Next(0, 6)}}}}}");

    private Task<string> ChangeTemplateAsync() => EditAsync(
        ["Deployment", "Deployment", "StatefulSet", "DaemonSet"],
        _ => $"{{spec: {{template: {{spec: {ChaosWorkloads.PodSpec(_chance.Next(0, 4))}}}}}}}");

    private Task<string> PauseAsync() => EditAsync(["Deployment"], d => $"{{spec: {{paused: {(d.Spec.Bool("paused") == true ? "false" : "true")}}}}}");

    private async Task<string> EditAsync(string[] kinds, Func<KubeObject, string> patch)
    {
        if (PickOf(Cluster.Objects.List(Pick(kinds))) is not { } chosen)
        {
            return "nothing to edit";
        }

        return await EditAsync(chosen, patch(chosen));
    }

    private async Task<string> EditAsync(KubeObject chosen, string text)
    {
        await Cluster.Objects.PatchAsync(chosen.Kind, chosen.Name, text, chosen.Namespace);
        return $"edit {chosen}: {text}";
    }

    private async Task<string> DeleteAsync() => PickOf(Workloads()) is { } chosen
        ? await DeleteAsync(chosen, Pick(["Background", "Background", "Foreground", "Orphan"]))
        : "nothing to delete";

    private async Task<string> DeletePodAsync() => PickOf(Cluster.Objects.List("Pod")) is { } pod ? await DeleteAsync(pod, "Background") : "no pod to delete";

    private async Task<string> DeleteAsync(KubeObject chosen, string policy)
    {
        await Cluster.Objects.DeleteAsync(chosen.Kind, chosen.Name, chosen.Namespace, new DeleteOptions { PropagationPolicy = policy });
        return $"delete {chosen} {policy}";
    }

    private async Task<string> OrphanPodAsync()
    {
        // The name of a StatefulSet's pod stays taken, and nobody would ever get that set right again.
        if (PickOf([.. Cluster.Objects.List("Pod").Where(p => p.Metadata.Controller?.Kind != "StatefulSet")]) is not { } pod)
        {
            return "no pod to orphan";
        }

        await Cluster.Objects.PatchAsync("Pod", pod.Name, "{metadata: {labels: {app: nobody}}}", pod.Namespace);
        return $"relabel {pod}";
    }

    private async Task<string> AddLonePodAsync() => PickOf(Workloads()) is { } workload
        ? await CreateAsync(ChaosWorkloads.LonePod($"lone-{++_names}", workload.Name), workload.Namespace)
        : "no workload to lure with a pod";

    private async Task<string> DeleteNamespaceAsync()
    {
        var name = Pick(Namespaces);
        await Cluster.Objects.DeleteAsync("Namespace", name);
        await Cluster.QuietAsync();
        await Cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));
        return Cluster.Objects.Find("Namespace", name) is null
            ? $"anew: {await CreateAsync(ChaosWorkloads.Namespace(name), name)}"
            : $"delete Namespace {name}";
    }

    private async Task<string> LoseNodeAsync()
    {
        var node = Pick([.. Cluster.Nodes.Names]);
        if (_chance.Next(2) == 0)
        {
            await Cluster.Nodes.StopAsync(node);
            return $"stop {node}";
        }

        await Cluster.Nodes.PartitionAsync(node);
        return $"partition {node}";
    }

    private async Task<string> FindNodesAsync()
    {
        foreach (var node in Cluster.Nodes.Names)
        {
            await Cluster.Nodes.StartAsync(node);
            await Cluster.QuietAsync();
            await Cluster.Nodes.UncordonAsync(node);
            await Cluster.QuietAsync();
        }

        foreach (var name in Namespaces.Where(n => Cluster.Objects.Find("Namespace", n) is null))
        {
            await CreateAsync(ChaosWorkloads.Namespace(name), name);
        }

        return "all nodes come back";
    }

    private async Task<string> ReplaceNodeAsync()
    {
        var node = Pick([.. Cluster.Nodes.Names]);
        await Cluster.Nodes.RemoveAsync(node);
        await Cluster.QuietAsync();
        var added = await Cluster.Nodes.AddAsync(new NodeSpec { Name = $"spare-{++_names}" });
        return $"replace {node} by {added[0]}";
    }

    private async Task<string> DrainAsync()
    {
        var node = Pick([.. Cluster.Nodes.Names]);
        await Cluster.Nodes.CordonAsync(node);
        await Cluster.QuietAsync();
        var left = await Cluster.Nodes.DrainAsync(node);
        return $"drain {node}, left {string.Join(' ', left)}";
    }

    // Somebody who should not touches what controllers made.
    private async Task<string> MeddleAsync()
    {
        var kind = Pick(["ReplicaSet", "EndpointSlice", "Endpoints", "ServiceAccount", "ControllerRevision"]);
        if (PickOf([.. Cluster.Objects.List(kind).Where(o => Namespaces.Contains(o.Namespace))]) is not { } chosen)
        {
            return "nothing to meddle with";
        }

        if (kind != "ReplicaSet" || _chance.Next(2) == 0)
        {
            return await DeleteAsync(chosen, "Background");
        }

        await Cluster.Objects.PatchAsync(kind, chosen.Name, $"{{spec: {{replicas: {_chance.Next(0, 6)}}}}}", chosen.Namespace);
        return $"scale {chosen}";
    }

    private IReadOnlyList<KubeObject> Workloads() => [.. ChaosWorkloads.Kinds.SelectMany(k => Cluster.Objects.List(k)).Where(o => o.Metadata.Controller is null)];

    private T Pick<T>(T[] choices) => choices[_chance.Next(choices.Length)];

    private KubeObject? PickOf(IReadOnlyList<KubeObject> choices) => choices.Count == 0 ? null : choices[_chance.Next(choices.Count)];
}
