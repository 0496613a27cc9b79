using KubeEmulator.Api;
using KubeEmulator.Nodes;
using KubeEmulator.Nodes.Containers;
using KubeEmulator.Nodes.Stages;
using KubeEmulator.Runtime;
using KubeEmulator.Scheduling;

namespace KubeEmulator;

/// <summary>How a cluster is to be.</summary>
public sealed record EmulatedClusterOptions
{
    /// <summary>The settings that the real programs have too.</summary>
    public ClusterSettings Settings { get; init; } = new();

    /// <summary>The seed of all chance: the same seed gives the same names and order; null takes one that nobody chose.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The cluster's clock: a <see cref="ClusterClock"/> (real, scaled, manual) or a time provider of your own; null takes real time.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>
    /// How long (real time) a wait for quiet bears that something is busy and nothing goes on, such as a webhook that does not answer;
    /// then it fails and names it. A cluster that works on and on is given thirty times as long.
    /// </summary>
    public TimeSpan QuietPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long (real time) clients that watch must have been silent before a manual clock goes on. More than the longest pause that an
    /// operator makes between an event and its first call: KubeOps looks into its queue every 100 ms. Reads and renewals of Leases do not count.
    /// </summary>
    public TimeSpan ClientGrace { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether to run no controller, scheduler or kubelet: what an API server alone does.</summary>
    public bool ApiOnly { get; init; }

    /// <summary>Controllers of your own; they run like the built-in ones.</summary>
    public IReadOnlyList<Controller> Controllers { get; init; } = [];

    /// <summary>Built-in controllers to leave out, by name (<c>deployment-controller</c>).</summary>
    public IReadOnlyList<string> DisabledControllers { get; init; } = [];

    /// <summary>The scheduler's profiles, plugins and back-off; null runs no scheduler, and pods wait for one of your own.</summary>
    public SchedulerOptions? Scheduler { get; init; } = new();

    /// <summary>The nodes to begin with; one of the usual sort unless told otherwise.</summary>
    public IReadOnlyList<NodeSpec> Nodes { get; init; } = OptionRules.UsualNodes;

    /// <summary>Whether nodes, those that clients create too, get simulated kubelets that run their pods; otherwise nodes are left to kubelets outside.</summary>
    public bool Kubelets { get; init; } = true;

    /// <summary>
    /// Whether the cluster has a metrics server from the start: <c>metrics.k8s.io</c> for <c>kubectl top</c> and autoscalers. Only where
    /// kubelets are simulated; otherwise nobody measures until a test does.
    /// </summary>
    public bool MetricsServer { get; init; } = true;

    /// <summary>Whether the cluster has the default StorageClass <c>standard</c>, as kind has: claims that name no class get a simulated volume.</summary>
    public bool DefaultStorageClass { get; init; }

    /// <summary>What runs behind which image; programs of your own are added to it.</summary>
    public ProgramCatalog Programs { get; init; } = ProgramCatalog.Default();

    /// <summary>Files, and folders with files, of KWOK's Stages to play.</summary>
    public IReadOnlyList<string> StagePaths { get; init; } = [];

    /// <summary>Stages to play, after those of files; of two with one name the later holds.</summary>
    public IReadOnlyList<Stage> Stages { get; init; } = [];

    /// <summary>CustomResourceDefinitions to begin with: texts of YAML or JSON, each of one or more documents.</summary>
    public IReadOnlyList<string> CustomResourceDefinitions { get; init; } = [];

    /// <summary>A state to begin with, before manifests: a file or folder as <see cref="EmulatedCluster.LoadAsync(string, string, CancellationToken)"/> takes it; a manual clock begins at its time or later.</summary>
    public string? StatePath { get; init; }

    /// <summary>Model classes whose CustomResourceDefinitions the cluster begins with; see <see cref="KubeEmulator.CustomResourceDefinitions"/>.</summary>
    public IReadOnlyList<Type> CustomResourceTypes { get; init; } = [];

    /// <summary>Files, and folders with files, of manifests to apply at the start, in this order.</summary>
    public IReadOnlyList<string> ManifestPaths { get; init; } = [];

    /// <summary>Manifests to apply at the start, after those of files: texts of YAML or JSON, each of one or more documents.</summary>
    public IReadOnlyList<string> Manifests { get; init; } = [];

    /// <summary>Files of fault rules, in force once the cluster has started: YAML or JSON, each document a rule or a list of rules as the control API takes them.</summary>
    public IReadOnlyList<string> FaultPaths { get; init; } = [];

    /// <summary>What is to go wrong once the cluster has started, after the rules of files.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>Static bearer tokens; where there are none and <see cref="RequireCredentials"/> is not set, everybody is the administrator.</summary>
    public IReadOnlyList<StaticToken> Tokens { get; init; } = [];

    /// <summary>Whether requests without credentials are anonymous rather than the administrator's.</summary>
    public bool RequireCredentials { get; init; }

    /// <summary>The port that the Service <c>kubernetes</c> leads to, until the cluster listens on one.</summary>
    public int SecurePort { get; init; } = 6443;

    /// <summary>Whether the request log keeps bodies of requests and answers, and the way through admission.</summary>
    public bool RecordBodies { get; init; }

    /// <summary>How many requests the log keeps; older ones are forgotten.</summary>
    public int RequestLogSize { get; init; } = 10_000;

    /// <summary>Calls added to the emulator's control API.</summary>
    public IReadOnlyList<IControlEndpoint> ControlEndpoints { get; init; } = [];

    /// <summary>Whether metrics are served from the start.</summary>
    internal bool ServesMetrics => MetricsServer && Kubelets && !ApiOnly;
}
