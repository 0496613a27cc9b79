using KubeEmulator.Api;
using KubeEmulator.Storage;

namespace KubeEmulator.Runtime;

/// <summary>What a reconcile works with.</summary>
public sealed class ReconcileContext
{
    internal ReconcileContext(ClusterServices services, ControllerClient client, EventRecorder events)
    {
        (Services, Client, Events) = (services, client, events);
        Snapshot = services.Store.Current;
    }

    /// <summary>The state at the beginning of this reconcile.</summary>
    public Snapshot Snapshot { get; private set; }

    /// <summary>Writes as this controller.</summary>
    public ControllerClient Client { get; }

    /// <summary>Records Events as this controller.</summary>
    public EventRecorder Events { get; }

    /// <summary>The cluster's parts.</summary>
    public ClusterServices Services { get; }

    /// <summary>The cluster's time.</summary>
    public DateTimeOffset Now => Services.Clock.GetUtcNow();

    /// <summary>Takes the newest state, after own writes.</summary>
    public Snapshot Refresh() => Snapshot = Services.Store.Current;
}
