using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Metrics;

/// <summary>Rows of pods and nodes as what they use; metrics-server's <c>pkg/api/table.go</c>.</summary>
internal sealed class MetricsColumns(Func<MapValue, (Quantity Cpu, Quantity Memory)> total) : TableColumns
{
    public override IReadOnlyList<Value> Cells(KubeObject stored, DateTimeOffset now)
    {
        var (cpu, memory) = total(stored.Root);
        return [stored.Name, cpu.ToString(), memory.ToString(), stored.Root.StringOrEmpty("window")];
    }
}
