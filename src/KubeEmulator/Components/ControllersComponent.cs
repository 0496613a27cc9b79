using KubeEmulator.Controllers;
using KubeEmulator.Runtime;

namespace KubeEmulator.Components;

/// <summary>kube-controller-manager's part of a cluster, and the user's own controllers beside it.</summary>
internal sealed class ControllersComponent(EmulatedClusterOptions options) : IControlPlaneComponent
{
    public string Name => "kube-controller-manager";

    /// <summary>The host, from the start on: pause, step and resume go there.</summary>
    public ControllerHost? Host { get; private set; }

    public IAsyncDisposable Start(ControlPlaneRuntime runtime) =>
        Host = runtime.StartControllers([.. ControllerCatalog.BuiltIn(options.Settings).Where(c => !options.DisabledControllers.Contains(c.Name)), .. options.Controllers]);
}
