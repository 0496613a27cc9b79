namespace KubeEmulator.FluentAssertions;

/// <summary><c>Should()</c> for clusters and request logs.</summary>
public static class ClusterAssertionExtensions
{
    /// <summary>Assertions on a cluster.</summary>
    public static ClusterAssertions Should(this EmulatedCluster cluster) => new(cluster);

    /// <summary>Assertions on a request log.</summary>
    public static RequestLogAssertions Should(this RequestLog requests) => new(requests);
}
