using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>What one metric of an autoscaler makes of the replicas.</summary>
/// <param name="Replicas">The replicas.</param>
/// <param name="Name">The metric, as messages name it.</param>
/// <param name="Status">What the status says of it.</param>
internal sealed record MetricProposal(int Replicas, string Name, MapValue Status);
