namespace KubeEmulator;

/// <summary>The Kubernetes that is emulated.</summary>
public static class KubernetesVersion
{
    /// <summary>Its minor version.</summary>
    public const string Minor = "1.36";
}
