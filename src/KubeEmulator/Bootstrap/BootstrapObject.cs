using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>An object that a cluster has from the start.</summary>
/// <param name="Manager">Who writes it, as a field manager.</param>
/// <param name="Document">The object, with apiVersion and kind.</param>
/// <param name="StatusManager">Who applies <paramref name="Status"/>; null where there is none.</param>
/// <param name="Status">The status to apply, or null.</param>
internal sealed record BootstrapObject(string Manager, MapValue Document, string? StatusManager = null, MapValue? Status = null)
{
    /// <summary>What the API server itself writes.</summary>
    public const string ApiServer = "kube-apiserver";

    /// <summary>What somebody who sets up clusters applies with kubectl.</summary>
    public const string Applied = "kubectl-client-side-apply";
}
