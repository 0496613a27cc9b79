using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Tells kubelets by an annotation how long they may keep Secrets and ConfigMaps: the more nodes, the longer.
/// Upstream: <c>pkg/controller/ttl/ttl_controller.go</c>.
/// </summary>
internal sealed class NodeTtlController : Controller
{
    private const string Annotation = "node.alpha.kubernetes.io/ttl";

    // Where a step up is taken and, a little below, the step back down.
    private static readonly (int From, int To, int Seconds)[] Steps = [(0, 100, 0), (90, 500, 15), (450, 1000, 30), (900, 2000, 60), (1800, int.MaxValue, 300)];

    private int _step;

    public override string Name => "ttl-controller";

    public override string ServiceAccount => Name;

    public override IEnumerable<Trigger> Triggers { get; } = [Trigger.On("", "nodes")];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        var count = context.Snapshot.Count(ClusterResources.Nodes);
        while (count > Steps[_step].To)
        {
            _step++;
        }

        while (count < Steps[_step].From)
        {
            _step--;
        }

        var wanted = Steps[_step].Seconds.ToString(CultureInfo.InvariantCulture);
        if (context.Snapshot.Get(ClusterResources.Nodes.At(key.Name)) is { } node && node.Metadata.Annotations.String(Annotation) != wanted)
        {
            await context.Client.PatchAsync(
                ClusterResources.Nodes, "", key.Name, "", PatchType.StrategicMerge, MapValue.Of(("metadata", MapValue.Of(("annotations", MapValue.Of((Annotation, wanted))))))).ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }
}
