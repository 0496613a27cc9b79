using System.Reflection;
using KubeEmulator.Api;
using KubeEmulator.Nodes;
using KubeEmulator.Nodes.Stages;
using KubeEmulator.Runtime;
using KubeEmulator.Scheduling;

namespace KubeEmulator;

/// <summary>
/// Describes a cluster step by step; the names are those of Testcontainers' builders. Each step returns a new builder and leaves
/// this one as it is, so that a common beginning can be shared. Immutable.
/// </summary>
public sealed class KubeEmulatorBuilder
{
    private readonly EmulatedClusterOptions _options;

    /// <summary>A cluster with the defaults: everything on, in memory, real time.</summary>
    public KubeEmulatorBuilder()
        : this(new EmulatedClusterOptions())
    {
    }

    private KubeEmulatorBuilder(EmulatedClusterOptions options) => _options = options;

    /// <summary>The cluster's clock: <see cref="ClusterClock.Manual"/> for time that a test moves, <see cref="ClusterClock.Scaled"/>, or a time provider of your own.</summary>
    public KubeEmulatorBuilder WithClock(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return new(_options with { Clock = clock });
    }

    /// <summary>The seed of all chance: the same seed gives the same names and the same order.</summary>
    public KubeEmulatorBuilder WithSeed(ulong seed) => new(_options with { Seed = seed });

    /// <summary>How long (real time) a wait for quiet bears that nothing goes on; see <see cref="EmulatedClusterOptions.QuietPatience"/>.</summary>
    public KubeEmulatorBuilder WithQuietPatience(TimeSpan patience)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(patience, TimeSpan.Zero);
        return new(_options with { QuietPatience = patience });
    }

    /// <summary>How long (real time) clients that watch must have been silent before a manual clock goes on; see <see cref="EmulatedClusterOptions.ClientGrace"/>.</summary>
    public KubeEmulatorBuilder WithClientGrace(TimeSpan grace)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        return new(_options with { ClientGrace = grace });
    }

    /// <summary>The Kubernetes minor to emulate.</summary>
    /// <exception cref="ArgumentException">It is not the one that this package emulates.</exception>
    public KubeEmulatorBuilder WithKubernetesVersion(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        var minor = version.TrimStart('v');
        return minor == KubernetesVersion.Minor || minor.StartsWith(KubernetesVersion.Minor + ".", StringComparison.Ordinal)
            ? this
            : throw new ArgumentException($"Kubernetes {version} is not emulated; this package emulates {KubernetesVersion.Minor}.", nameof(version));
    }

    /// <summary>How many simulated nodes the cluster has; one where not said.</summary>
    public KubeEmulatorBuilder WithNodes(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new(_options with { Nodes = count == 0 ? [] : [new NodeSpec { Count = count }] });
    }

    /// <summary>Simulated nodes of several sorts.</summary>
    public KubeEmulatorBuilder WithNodes(params IReadOnlyList<NodeSpec> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        return new(_options with { Nodes = [.. nodes] });
    }

    /// <summary>Leaves all nodes to kubelets outside: none is simulated.</summary>
    public KubeEmulatorBuilder WithoutKubelets() => new(_options with { Kubelets = false });

    /// <summary>Plays the Stages of KWOK in a file, or in a folder and the folders in it.</summary>
    public KubeEmulatorBuilder WithStages(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(_options with { StagePaths = [.. _options.StagePaths, path] });
    }

    /// <summary>Plays Stages said in C# or read with <see cref="Stage.Parse"/>.</summary>
    public KubeEmulatorBuilder WithStages(params IReadOnlyList<Stage> stages)
    {
        ArgumentNullException.ThrowIfNull(stages);
        return new(_options with { Stages = [.. _options.Stages, .. stages] });
    }

    /// <summary>Has no metrics server: <c>kubectl top</c> and autoscalers find no metrics until a test sets some.</summary>
    public KubeEmulatorBuilder WithoutMetricsServer() => new(_options with { MetricsServer = false });

    /// <summary>Has the default StorageClass <c>standard</c>, as kind has: claims that name no class get a simulated volume when a pod uses them.</summary>
    public KubeEmulatorBuilder WithDefaultStorageClass() => new(_options with { DefaultStorageClass = true });

    /// <summary>The scheduler's profiles, plugins and back-off.</summary>
    public KubeEmulatorBuilder WithScheduler(SchedulerOptions scheduler)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        return new(_options with { Scheduler = scheduler });
    }

    /// <summary>Runs no scheduler: pods wait for one of your own.</summary>
    public KubeEmulatorBuilder WithoutScheduler() => new(_options with { Scheduler = null });

    /// <summary>Runs the API server alone: no controller, no scheduler, no kubelet.</summary>
    public KubeEmulatorBuilder WithApiOnly() => new(_options with { ApiOnly = true });

    /// <summary>
    /// Begins with a state: one that <see cref="EmulatedCluster.SaveAsync(string, CancellationToken)"/> wrote, a dump of a real cluster, a kwok snapshot, or
    /// what <c>helm template</c> writes. A state in the fast form brings its nodes; those of manifests stand beside the builder's.
    /// </summary>
    public KubeEmulatorBuilder WithState(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(_options with { StatePath = path });
    }

    /// <summary>Applies the manifests of a file, or of a folder and the folders in it, when the cluster starts.</summary>
    public KubeEmulatorBuilder WithManifests(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(_options with { ManifestPaths = [.. _options.ManifestPaths, path] });
    }

    /// <summary>Applies manifests given as text (YAML or JSON, one or more documents) when the cluster starts, after those of files.</summary>
    public KubeEmulatorBuilder WithManifest(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(_options with { Manifests = [.. _options.Manifests, text] });
    }

    /// <summary>What is to go wrong once the cluster has started; see <see cref="EmulatedCluster.Faults"/>.</summary>
    public KubeEmulatorBuilder WithFault(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new(_options with { Faults = [.. _options.Faults, rule] });
    }

    /// <summary>The fault rules of a file (YAML or JSON, each document a rule or a list of rules), in force once the cluster has started.</summary>
    public KubeEmulatorBuilder WithFaults(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(_options with { FaultPaths = [.. _options.FaultPaths, path] });
    }

    /// <summary>Begins with the CustomResourceDefinition of a model class; classes of one resource are its versions.</summary>
    /// <remarks>See <see cref="CustomResourceDefinitions"/> for the attributes that it may have.</remarks>
    public KubeEmulatorBuilder WithCustomResource<T>() => new(_options with { CustomResourceTypes = [.. _options.CustomResourceTypes, typeof(T)] });

    /// <summary>Begins with the CustomResourceDefinitions of all model classes of an assembly: those with <c>[KubernetesEntity]</c>.</summary>
    /// <exception cref="CustomResourceTypeException">There is no such class.</exception>
    public KubeEmulatorBuilder WithCustomResourcesFrom(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return new(_options with { CustomResourceTypes = [.. _options.CustomResourceTypes, .. CustomResourceDefinitions.EntityTypes(assembly)] });
    }

    /// <summary>Runs a controller of your own beside the built-in ones.</summary>
    public KubeEmulatorBuilder WithController(Controller controller)
    {
        ArgumentNullException.ThrowIfNull(controller);
        return new(_options with { Controllers = [.. _options.Controllers, controller] });
    }

    /// <summary>Leaves a built-in controller out, by the name that kube-controller-manager's <c>--controllers</c> gives it.</summary>
    public KubeEmulatorBuilder WithoutController(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(_options with { DisabledControllers = [.. _options.DisabledControllers, name] });
    }

    /// <summary>Knows a bearer token. Requests without one stay the administrator's unless <see cref="WithCredentialsRequired"/> is used.</summary>
    public KubeEmulatorBuilder WithToken(StaticToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return new(_options with { Tokens = [.. _options.Tokens, token] });
    }

    /// <summary>Takes requests without a credential for anonymous ones, as a real cluster does.</summary>
    public KubeEmulatorBuilder WithCredentialsRequired() => new(_options with { RequireCredentials = true });

    /// <summary>Settings that the real programs have too.</summary>
    public KubeEmulatorBuilder WithSettings(Func<ClusterSettings, ClusterSettings> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new(_options with { Settings = change(_options.Settings) });
    }

    /// <summary>Keeps the bodies of requests and answers and the way through admission in the request log; what Secrets hold is masked.</summary>
    public KubeEmulatorBuilder WithRecordedBodies() => new(_options with { RecordBodies = true });

    /// <summary>The options described so far.</summary>
    public EmulatedClusterOptions ToOptions() => _options;

    /// <summary>A cluster that is not started yet, with the life cycle of a Testcontainers container.</summary>
    public KubeEmulatorContainer Build() => new(_options);

    /// <summary>Starts the cluster.</summary>
    /// <exception cref="ManifestException">A manifest is missing or malformed.</exception>
    /// <exception cref="CustomResourceTypeException">A model class cannot become a definition.</exception>
    /// <exception cref="StageException">A Stage is missing or malformed.</exception>
    /// <exception cref="Objects.ApiException">An object to begin with is refused.</exception>
    public Task<EmulatedCluster> StartAsync() => EmulatedCluster.StartAsync(_options);
}
