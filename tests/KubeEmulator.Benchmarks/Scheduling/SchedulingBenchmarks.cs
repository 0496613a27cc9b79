using BenchmarkDotNet.Attributes;
using KubeEmulator.Objects;
using KubeEmulator.Scheduling;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Scheduling;

/// <summary>One cycle (filter, score, choose) for one pod among 1,000 nodes in three zones with 10,000 pods on them.</summary>
public class SchedulingBenchmarks
{
    private readonly AffinityTerms _terms = new();
    private readonly PluginRunner _runner = new(new SchedulerProfile());
    private Snapshot _snapshot = null!;
    private ClusterView _view = null!;
    private SchedulingPod _plain = null!;
    private SchedulingPod _spread = null!;

    [GlobalSetup]
    public void Fill()
    {
        var store = new ObjectStore(StoreOptions.Default);
        Put(store, "namespaces", "{kind: Namespace, apiVersion: v1, metadata: {name: default}}");
        for (var i = 0; i < 1000; i++)
        {
            Put(store, "nodes", $"{{kind: Node, apiVersion: v1, metadata: {{name: n{i}, labels: {{kubernetes.io/hostname: n{i}, topology.kubernetes.io/zone: z{i % 3}, disk: ssd}}}}, status: {{allocatable: {{cpu: 32, memory: 128Gi, pods: 110}}}}}}");
        }

        for (var i = 0; i < 10_000; i++)
        {
            Put(store, "pods", PodText($"p{i}", Rules + $", nodeName: n{i % 1000}"));
        }

        _snapshot = store.Current;
        _view = ClusterView.Of(_snapshot, _terms);
        _plain = _view.Parse(new KubeObject((MapValue)YamlText.Parse(PodText("plain", ""))));
        _spread = _view.Parse(new KubeObject((MapValue)YamlText.Parse(PodText("spread", Rules))));
    }

    [Benchmark(Baseline = true)]
    public string Plain() => Run(_plain);

    [Benchmark]
    public string WithAffinityAndSpread() => Run(_spread);

    [Benchmark]
    public int ViewOfTheSnapshot() => ClusterView.Of(_snapshot, _terms).Nodes.Count;

    private readonly SelectionRoom _room = new();

    private const string Rules = ", nodeSelector: {disk: ssd}, "
        + "affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 100, podAffinityTerm: {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}}]}, "
        + "podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: topology.kubernetes.io/zone, labelSelector: {matchLabels: {app: web}}}]}}, "
        + "topologySpreadConstraints: [{maxSkew: 5, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]";

    private string Run(SchedulingPod pod) =>
        new NodeSelection(new SchedulingCycle(pod, _snapshot, _view, _ => 12345) { Runner = _runner }, _runner, new SchedulerOptions(), _room).RunAsync().AsTask().GetAwaiter().GetResult().Node;

    private static string PodText(string name, string rules) =>
        $"{{kind: Pod, apiVersion: v1, metadata: {{name: {name}, namespace: default, uid: {name}, labels: {{app: web}}}}, spec: {{schedulerName: default-scheduler, containers: [{{name: c, image: web, resources: {{requests: {{cpu: 100m, memory: 128Mi}}}}}}]{rules}}}}}";

    private static void Put(ObjectStore store, string resource, string yaml)
    {
        var stored = new KubeObject((MapValue)YamlText.Parse(yaml));
        store.Commit(new StoreWrite.Create(new ObjectKey("", resource, stored.Namespace, stored.Name), stored));
    }
}
