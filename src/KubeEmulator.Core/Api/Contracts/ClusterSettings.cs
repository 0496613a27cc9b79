namespace KubeEmulator.Api;

/// <summary>How a cluster is set up, with the real programs' names and defaults.</summary>
public sealed record ClusterSettings
{
    /// <summary>The addresses of Services (<c>--service-cluster-ip-range</c>); a second range of the other family makes the cluster dual-stack.</summary>
    public IReadOnlyList<string> ServiceClusterIpRanges { get; init; } = ["10.96.0.0/16"];

    /// <summary>The first node port (<c>--service-node-port-range</c>).</summary>
    public int NodePortFirst { get; init; } = 30000;

    /// <summary>The last node port.</summary>
    public int NodePortLast { get; init; } = 32767;

    /// <summary>The issuer of service account tokens.</summary>
    public string ServiceAccountIssuer { get; init; } = "https://kubernetes.default.svc.cluster.local";

    /// <summary>The DNS domain of the cluster.</summary>
    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary>Whether alpha and beta versions are served too.</summary>
    public bool ServeUnstableVersions { get; init; }

    /// <summary>
    /// Whether the proxy paths that Kubernetes had before 1.10 are served too: <c>/api/v1/proxy/namespaces/NS/pods/NAME/...</c>, the same
    /// for services, and <c>/api/v1/proxy/nodes/NAME/...</c>. They are authorized by the verb <c>proxy</c>.
    /// </summary>
    public bool ServeLegacyProxyPaths { get; init; }

    /// <summary>How often history is compacted (<c>--etcd-compaction-interval</c>); zero never.</summary>
    public TimeSpan CompactionInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a silent node stays Ready (<c>--node-monitor-grace-period</c>).</summary>
    public TimeSpan NodeMonitorGracePeriod { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>How often autoscalers look (<c>--horizontal-pod-autoscaler-sync-period</c>).</summary>
    public TimeSpan HorizontalPodAutoscalerSyncPeriod { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Admission plugins that run although they are off by default (<c>--enable-admission-plugins</c>), by name.</summary>
    public IReadOnlyList<string> EnabledAdmissionPlugins { get; init; } = [];

    /// <summary>Admission plugins that do not run although they are on by default (<c>--disable-admission-plugins</c>), by name.</summary>
    public IReadOnlyList<string> DisabledAdmissionPlugins { get; init; } = [];

    /// <summary>The addresses that Services of type LoadBalancer and Ingresses get, as soon as they are there; null: none ever gets one.</summary>
    public string? LoadBalancerRange { get; init; } = "198.51.100.0/24";

    /// <summary>
    /// The provisioners whose volumes appear at once; claims of others wait for somebody who provisions, as in a cluster without
    /// that driver.
    /// </summary>
    public IReadOnlyList<string> SimulatedProvisioners { get; init; } =
    [
        "rancher.io/local-path",
        "k8s.io/minikube-hostpath",
        "docker.io/hostpath",
        "hostpath.csi.k8s.io",
        "ebs.csi.aws.com",
        "efs.csi.aws.com",
        "pd.csi.storage.gke.io",
        "disk.csi.azure.com",
        "file.csi.azure.com",
        "csi.vsphere.vmware.com",
        "cinder.csi.openstack.org",
        "driver.longhorn.io",
    ];
}
