using KubeEmulator.Storage;

namespace KubeEmulator.Api;

/// <summary>The parts of one cluster that rooms meet in. The facade puts them together.</summary>
public sealed class ClusterServices
{
    /// <summary>The cluster's objects.</summary>
    public required ObjectStore Store { get; init; }

    /// <summary>The cluster's clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The cluster's one source of chance.</summary>
    public required ISeededRandom Random { get; init; }

    /// <summary>How the cluster is set up.</summary>
    public required ClusterSettings Settings { get; init; }

    /// <summary>What is under way; waiting for quiet waits for it.</summary>
    public ClusterActivity Activity { get; } = new();

    /// <summary>Admission in the order it runs.</summary>
    public IReadOnlyList<AdmissionPlugin> Admission { get; set; } = [];

    /// <summary>Who may do what.</summary>
    public IAuthorizer Authorizer { get; set; } = AllowAllAuthorizer.Instance;

    /// <summary>Who sends requests; null where everybody is the administrator.</summary>
    public IAuthenticator? Authenticator { get; set; }

    /// <summary>Who a rule list belongs to, for escalation checks and rules reviews; null where access is not simulated.</summary>
    public IRuleResolver? Rules { get; set; }

    /// <summary>Issues and reviews tokens; null where access is not simulated.</summary>
    public ITokenIssuer? Tokens { get; set; }

    /// <summary>Signs certificates with the cluster's CA; null where there is none.</summary>
    public IClusterSigner? Signer { get; set; }

    /// <summary>Calls webhooks; null where none can be called, which fails as their policy says.</summary>
    public IWebhookCaller? Webhooks { get; set; }

    /// <summary>The running containers behind pods; null where no kubelet runs.</summary>
    public IPodRuntime? Pods { get; set; }

    /// <summary>Which nodes are alive beside what their Leases say; null where no kubelet runs.</summary>
    public INodeHeartbeats? Heartbeats { get; set; }

    /// <summary>What goes wrong on purpose; null for nothing.</summary>
    public IFaultSource? Faults { get; set; }

    /// <summary>What is measured; null where the cluster has no metrics APIs.</summary>
    public IMetricsSource? Metrics { get; set; }

    /// <summary>What is served; swapped whole when a CustomResourceDefinition changes.</summary>
    public ResourceCatalog Catalog
    {
        get => Volatile.Read(ref _catalog);
        set => Volatile.Write(ref _catalog, value);
    }

    /// <summary>The verbs over these parts.</summary>
    public ClusterApi Api => _api ??= new ClusterApi(this);

    private ClusterApi? _api;
    private ResourceCatalog _catalog = ResourceCatalog.Empty;
}
