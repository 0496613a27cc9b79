using System.CommandLine;
using System.Net;
using KubeEmulator.Api;
using KubeEmulator.Nodes;
using KubeEmulator.Objects;
using KubeEmulator.Scheduling;

namespace KubeEmulator.Tool.Commands;

/// <summary>The flags of <c>up</c>; those that the real programs have too are named as theirs.</summary>
internal sealed class UpFlags
{
    public Option<int> Port { get; } = new("--port") { Description = "The loopback port; 0 takes a free one.", DefaultValueFactory = _ => 6443 };

    public Option<FileInfo?> Kubeconfig { get; } = new("--kubeconfig") { Description = "Where to write the kubeconfig; a file of the temporary folder where not given. No other file is touched." };

    public Option<string> Version { get; } = new("--kubernetes-version") { Description = "The Kubernetes minor to emulate.", DefaultValueFactory = _ => KubernetesVersion.Minor };

    public Option<bool> Http { get; } = new("--http") { Description = "Serve without TLS; requests without a credential are the administrator's." };

    public Option<int> Nodes { get; } = new("--nodes") { Description = "How many simulated nodes.", DefaultValueFactory = _ => 1 };

    public Option<bool> ApiOnly { get; } = new("--api-only") { Description = "Run no controller, scheduler or kubelet: what an API server alone does." };

    public Option<FileInfo?> TokenAuthFile { get; } = new("--token-auth-file") { Description = "kube-apiserver's CSV of static tokens: token,user,uid,\"group1,group2\"." };

    public Option<string> ServiceClusterIpRange { get; } = new("--service-cluster-ip-range") { Description = "The addresses of Services.", DefaultValueFactory = _ => "10.96.0.0/16" };

    public Option<string> CompactionInterval { get; } = new("--etcd-compaction-interval") { Description = "How often history is compacted; 0 never.", DefaultValueFactory = _ => "5m" };

    public Option<string> NodeMonitorGracePeriod { get; } = new("--node-monitor-grace-period") { Description = "How long a silent node stays Ready.", DefaultValueFactory = _ => "50s" };

    public Option<string> AutoscalerSyncPeriod { get; } = new("--horizontal-pod-autoscaler-sync-period") { Description = "How often autoscalers look.", DefaultValueFactory = _ => "15s" };

    public Option<string> DisableAdmissionPlugins { get; } = new("--disable-admission-plugins") { Description = "Admission plugins to leave out, by name, with commas between.", DefaultValueFactory = _ => "" };

    public Option<string> EnableAdmissionPlugins { get; } = new("--enable-admission-plugins") { Description = "Admission plugins to run that are off by default, by name, with commas between.", DefaultValueFactory = _ => "" };

    public Option<string> Kubelets { get; } = new("--kubelets") { Description = "on, or off: nodes of the cluster's own and of others are left to outside kubelets.", DefaultValueFactory = _ => "on" };

    public Option<string> Scheduler { get; } = new("--scheduler") { Description = "on, or off: pods wait for a scheduler of your own.", DefaultValueFactory = _ => "on" };

    public Option<string> Clock { get; } = new("--clock") { Description = "real; x10 or any other factor; or manual: time stands still until kube-emulator clock advance.", DefaultValueFactory = _ => "real" };

    public Option<ulong?> Seed { get; } = new("--seed") { Description = "The seed of all chance: the same seed gives the same names and order." };

    public Option<string[]> Manifests { get; } = new("--manifests") { Description = "A file or folder of manifests to apply at the start; may be given several times." };

    public Option<string[]> Faults { get; } = new("--faults") { Description = "A file of fault rules (YAML or JSON, as POST /emulator/v1/faults takes them), in force once the cluster has started; may be given several times." };

    public Option<string?> State { get; } = new("--state") { Description = "A file or folder to begin with: a saved state, a dump of a cluster (kubectl get -A -o yaml), a kwok snapshot, or what helm template writes." };

    public Option<string> BindAddress { get; } = new("--bind-address") { Description = "The address to listen on; 0.0.0.0 lets other machines in, as a container needs.", DefaultValueFactory = _ => "127.0.0.1" };

    public Option<string> Output { get; } = new("--output", "-o") { Description = "text or json: how the line is written that says the cluster is ready.", DefaultValueFactory = _ => "text" };

    public Option<string[]> Stages { get; } = new("--stages") { Description = "A file or folder of KWOK's Stages to play in place of the kubelets' rules; may be given several times." };

    public Option<bool> DefaultStorageClass { get; } = new("--default-storage-class") { Description = "Have the default StorageClass standard, whose volumes are simulated." };

    public Option<string> MetricsServer { get; } = new("--metrics-server") { Description = "on, or off: kubectl top and autoscalers find no metrics. Without simulated kubelets there is none.", DefaultValueFactory = _ => "on" };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All =>
    [
        Port, Kubeconfig, Version, Http, Nodes, ApiOnly, TokenAuthFile, ServiceClusterIpRange, CompactionInterval, NodeMonitorGracePeriod,
        AutoscalerSyncPeriod, DisableAdmissionPlugins, EnableAdmissionPlugins, Kubelets, Clock, Seed, Manifests, Scheduler, DefaultStorageClass, MetricsServer,
        Stages, Faults, State, BindAddress, Output,
    ];

    /// <summary>What is wrong with the values; null where nothing is.</summary>
    public string? Fault(ParseResult parsed)
    {
        var version = parsed.GetValue(Version)!.TrimStart('v');
        if (version != KubernetesVersion.Minor && !version.StartsWith(KubernetesVersion.Minor + ".", StringComparison.Ordinal))
        {
            return $"--kubernetes-version {parsed.GetValue(Version)}: only {KubernetesVersion.Minor} is emulated";
        }

        if (parsed.GetValue(Port) is < 0 or > 65535)
        {
            return $"--port {parsed.GetValue(Port)}: not a port";
        }

        if (parsed.GetValue(Nodes) < 0)
        {
            return $"--nodes {parsed.GetValue(Nodes)}: must not be negative";
        }

        foreach (var option in (Option<string>[])[Kubelets, Scheduler, MetricsServer])
        {
            if (parsed.GetValue(option) is not ("on" or "off"))
            {
                return $"{option.Name} {parsed.GetValue(option)}: on or off";
            }
        }

        if (parsed.GetValue(TokenAuthFile) is { Exists: false } missing)
        {
            return $"--token-auth-file {missing.FullName}: no such file";
        }

        if (!IPAddress.TryParse(parsed.GetValue(BindAddress), out _))
        {
            return $"--bind-address {parsed.GetValue(BindAddress)}: not an address of this machine, such as 127.0.0.1 or 0.0.0.0";
        }

        if (parsed.GetValue(Output) is not ("text" or "json"))
        {
            return $"--output {parsed.GetValue(Output)}: text or json";
        }

        if (ClockText.Parse(parsed.GetValue(Clock)!) is null)
        {
            return $"--clock {parsed.GetValue(Clock)}: real, manual, or a factor such as x10";
        }

        foreach (var option in (Option<string>[])[CompactionInterval, NodeMonitorGracePeriod, AutoscalerSyncPeriod])
        {
            if (GoDuration.Parse(parsed.GetValue(option)) is not { } span || span < TimeSpan.Zero)
            {
                return $"{option.Name} {parsed.GetValue(option)}: not a duration such as 90s or 5m";
            }
        }

        return null;
    }

    /// <summary>The cluster that they describe.</summary>
    public EmulatedClusterOptions Options(ParseResult parsed) => new()
    {
        Settings = new ClusterSettings
        {
            ServiceClusterIpRanges = parsed.GetValue(ServiceClusterIpRange)!.Split(',', StringSplitOptions.TrimEntries),
            CompactionInterval = Duration(parsed, CompactionInterval),
            NodeMonitorGracePeriod = Duration(parsed, NodeMonitorGracePeriod),
            HorizontalPodAutoscalerSyncPeriod = Duration(parsed, AutoscalerSyncPeriod),
            DisabledAdmissionPlugins = Names(parsed, DisableAdmissionPlugins),
            EnabledAdmissionPlugins = Names(parsed, EnableAdmissionPlugins),
        },
        Tokens = parsed.GetValue(TokenAuthFile) is { } file ? StaticToken.ParseFile(File.ReadAllText(file.FullName)) : [],
        Clock = ClockText.Parse(parsed.GetValue(Clock)!),
        Seed = parsed.GetValue(Seed),
        StatePath = parsed.GetValue(State),
        ManifestPaths = parsed.GetValue(Manifests) ?? [],
        StagePaths = parsed.GetValue(Stages) ?? [],
        FaultPaths = parsed.GetValue(Faults) ?? [],
        ApiOnly = parsed.GetValue(ApiOnly),
        Kubelets = parsed.GetValue(Kubelets) == "on",
        MetricsServer = parsed.GetValue(MetricsServer) == "on",
        DefaultStorageClass = parsed.GetValue(DefaultStorageClass),
        Nodes = NodesOf(parsed),
        Scheduler = parsed.GetValue(Scheduler) == "on" ? new SchedulerOptions() : null,
        SecurePort = parsed.GetValue(Port) is > 0 and var port ? port : 6443,
        RequireCredentials = !parsed.GetValue(Http),
    };

    // Where nobody asked for nodes, none are missed: the usual one is only for clusters that run kubelets.
    private IReadOnlyList<NodeSpec> NodesOf(ParseResult parsed)
    {
        var runsKubelets = parsed.GetValue(Kubelets) == "on" && !parsed.GetValue(ApiOnly);
        var isAsked = parsed.GetResult(Nodes) is { Implicit: false };
        return parsed.GetValue(Nodes) is > 0 and var nodes && (runsKubelets || isAsked) ? [new NodeSpec { Count = nodes }] : [];
    }

    private static string[] Names(ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static TimeSpan Duration(ParseResult parsed, Option<string> option) => GoDuration.Parse(parsed.GetValue(option))!.Value;
}
