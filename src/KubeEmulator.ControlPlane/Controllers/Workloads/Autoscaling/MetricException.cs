namespace KubeEmulator.Controllers.Workloads;

/// <summary>A metric cannot be had or says nothing; the message is kube-controller-manager's.</summary>
internal sealed class MetricException(string message) : Exception(message)
{
    /// <summary>The reason that the condition gives; empty where who asked knows it.</summary>
    public string Reason { get; init; } = "";
}
