using KubeEmulator.Objects;
using KubeEmulator.Scheduling;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Scheduling;

/// <summary>A snapshot made of YAML, to ask plugins about, without API, queue or clock.</summary>
internal static class PluginFixture
{
    private static readonly Dictionary<string, GroupResource> Resources = new(StringComparer.Ordinal)
    {
        ["Pod"] = new("", "pods"),
        ["Node"] = new("", "nodes"),
        ["Namespace"] = new("", "namespaces"),
        ["Service"] = new("", "services"),
        ["ReplicaSet"] = new("apps", "replicasets"),
        ["PersistentVolume"] = new("", "persistentvolumes"),
        ["PersistentVolumeClaim"] = new("", "persistentvolumeclaims"),
        ["StorageClass"] = new("storage.k8s.io", "storageclasses"),
        ["CSINode"] = new("storage.k8s.io", "csinodes"),
        ["PodDisruptionBudget"] = new("policy", "poddisruptionbudgets"),
        ["ResourceClaim"] = new("resource.k8s.io", "resourceclaims"),
    };

    /// <summary>The objects of a YAML text; those without a namespace that need one are in <c>default</c>, uids are their names.</summary>
    public static Snapshot Snapshot(string yaml)
    {
        var store = new ObjectStore(StoreOptions.Default);
        foreach (var document in YamlText.ParseAll(yaml).OfType<MapValue>())
        {
            var kind = document.StringOrEmpty("kind");
            var placed = kind is "Node" or "Namespace" or "PersistentVolume" or "StorageClass" or "CSINode" || document.StringAt("metadata", "namespace") is not null
                ? document
                : document.WithAt(["metadata", "namespace"], "default");
            var stored = new KubeObject(placed.WithAt(["metadata", "uid"], $"uid-{placed.StringAt("metadata", "name")}"));
            store.Commit(new StoreWrite.Create(new ObjectKey(Resources[kind], stored.Namespace, stored.Name), stored));
        }

        return store.Current;
    }

    /// <summary>A node with its name as host label.</summary>
    public static string Node(string name, string labels = "", string spec = "", string status = "allocatable: {cpu: 4, memory: 8Gi, pods: 110}") =>
        $"---\n{{kind: Node, apiVersion: v1, metadata: {{name: {name}, labels: {{kubernetes.io/hostname: {name}{(labels.Length > 0 ? ", " + labels : "")}}}}}, spec: {{{spec}}}, status: {{{status}}}}}\n";

    /// <summary>A pod with one container; on a node where its spec says so.</summary>
    public static string Pod(string name, string spec = "", string labels = "", string requests = "", string more = "") =>
        $"---\n{{kind: Pod, apiVersion: v1, metadata: {{name: {name}, labels: {{{labels}}}{more}}}, spec: {{schedulerName: default-scheduler, containers: [{{name: c, image: web, resources: {{requests: {{{requests}}}}}}}]{(spec.Length > 0 ? ", " + spec : "")}}}}}\n";

    /// <summary>What the default profile says of the pod <c>p</c>.</summary>
    public static SchedulingExplanation Explain(string yaml, PluginArguments? arguments = null, string pod = "p")
    {
        var runner = new PluginRunner(new SchedulerProfile { Plugins = SchedulingCatalog.Default(arguments) });
        return Explainer.Explain(Snapshot(yaml), "default", pod, name => name == "default-scheduler" ? runner : null, new AffinityTerms());
    }

    /// <summary>What one filter says of one node: <c>ok</c>, <c>skip</c>, or the code and reasons.</summary>
    public static string Verdict(string yaml, string plugin, string node)
    {
        var explanation = Explain(yaml);
        var found = explanation.Nodes.Single(n => n.Node == node).Verdicts.FirstOrDefault(v => v.Plugin == plugin)
            ?? explanation.PreFilter.First(v => v.Plugin == plugin);
        return found.Status.IsSuccess ? "ok" : found.Status.IsSkip ? "skip" : found.Status.ToString();
    }

    /// <summary>A plugin's normalised scores as <c>node=score</c>, by node.</summary>
    public static string Scores(string yaml, string plugin, PluginArguments? arguments = null) => string.Join(
        ' ',
        Explain(yaml, arguments).Nodes.OrderBy(n => n.Node, StringComparer.Ordinal).SelectMany(n => n.Scores.Where(s => s.Plugin == plugin).Select(s => $"{n.Node}={s.Normalized}")));
}
