using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>New nodes take no pods before they are known to be ready; <c>plugin/pkg/admission/nodetaint</c>.</summary>
internal sealed class TaintNodesByConditionPlugin : AdmissionPlugin
{
    private const string Key = "node.kubernetes.io/not-ready";
    private const string Effect = "NoSchedule";

    /// <inheritdoc/>
    public override string Name => "TaintNodesByCondition";

    /// <inheritdoc/>
    public override bool Handles(AdmissionAttributes attributes) => attributes.Creates("", "nodes");

    /// <inheritdoc/>
    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var spec = attributes.Spec();
        if (!spec.Maps("taints").Any(t => t.String("key") == Key && t.String("effect") == Effect))
        {
            attributes.SetSpec(spec.With("taints", (spec.List("taints") ?? ListValue.Empty).Add(MapValue.Of(("key", Key), ("effect", Effect)))));
        }

        return ValueTask.CompletedTask;
    }
}
