namespace KubeEmulator.Runtime;

/// <summary>
/// One actor of the control plane that a cluster runs beside its API: the controllers, the scheduler, the kubelets. Components do
/// not know one another; they meet in the store.
/// </summary>
public interface IControlPlaneComponent
{
    /// <summary>Its name, as messages show it: <c>kube-scheduler</c>.</summary>
    string Name { get; }

    /// <summary>Begins with everything there is and follows the log; disposing the result ends it. Called once for a cluster.</summary>
    IAsyncDisposable Start(ControlPlaneRuntime runtime);
}
