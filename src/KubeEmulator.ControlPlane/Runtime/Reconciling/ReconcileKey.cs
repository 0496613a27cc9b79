using KubeEmulator.Objects;

namespace KubeEmulator.Runtime;

/// <summary>What a controller is asked to look at: a name, never an event.</summary>
/// <param name="Namespace">The namespace; empty for cluster-scoped objects.</param>
/// <param name="Name">The name.</param>
public sealed record ReconcileKey(string Namespace, string Name)
{
    /// <summary>The key of an object.</summary>
    public static ReconcileKey Of(KubeObject stored) => new(stored.Namespace, stored.Name);

    /// <summary><c>namespace/name</c>.</summary>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
