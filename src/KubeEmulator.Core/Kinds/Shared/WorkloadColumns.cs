using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The cells of workloads: the kind's own between the name and the age, containers and images behind.</summary>
internal sealed class WorkloadColumns(ReplicaColumns columns) : TableColumns
{
    public override IReadOnlyList<Value> Cells(KubeObject stored, DateTimeOffset now)
    {
        var pod = TemplateOwner.PodSpec(stored.Root);
        List<Value> cells = [stored.Name, .. columns.Own(stored, now), Kinds.Cells.Age(stored, now), Kinds.Cells.ContainerNames(pod), Kinds.Cells.ContainerImages(pod)];
        if (columns.Selector is { } selector)
        {
            cells.Add(selector(stored));
        }

        return cells;
    }
}
