namespace KubeEmulator.Runtime;

/// <summary>
/// A level-based reconciler: told which key to look at, it compares what is with what should be and writes the difference.
/// It reads the newest snapshot and is never stale; it runs on the cluster's serial executor, so no two reconciles overlap.
/// Write conflicts and other refusals may simply be thrown: the key is tried again with back-off on the cluster's clock.
/// </summary>
public abstract class Controller
{
    /// <summary>The name by which it is left out, paused and stepped: <c>deployment-controller</c>, as in kube-controller-manager's <c>--controllers</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The service account in kube-system as which it writes; the real controller's, such as <c>deployment-controller</c>.</summary>
    public virtual string ServiceAccount => $"{Name}-controller";

    /// <summary>The field manager of its writes; kube-controller-manager for the built-in ones.</summary>
    public virtual string FieldManager => "kube-controller-manager";

    /// <summary>The component that its Events name.</summary>
    public virtual string EventSource => ServiceAccount;

    /// <summary>What makes it look.</summary>
    public abstract IEnumerable<Trigger> Triggers { get; }

    /// <summary>
    /// Whether it remembers nothing of what it has seen and waits for no time by itself: in a cluster in which its like has come to rest
    /// already it need not look at anything before something changes.
    /// </summary>
    internal virtual bool IsForgetful => false;

    /// <summary>Brings one key closer to what it should be.</summary>
    public abstract ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key);
}
