using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>A pod bound to a node gets the node's zone and region as labels; <c>plugin/pkg/admission/podtopologylabels</c>.</summary>
internal sealed class PodTopologyLabelsPlugin : AdmissionPlugin
{
    private static readonly string[] Labels = ["topology.kubernetes.io/region", "topology.kubernetes.io/zone"];

    /// <inheritdoc/>
    public override string Name => "PodTopologyLabels";

    /// <inheritdoc/>
    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation == Operation.Create && attributes.Subresource is "" or "binding" && attributes.Concerns("", "pods");

    /// <inheritdoc/>
    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        if (NodeOf(attributes) is { Length: > 0 } name && attributes.Find("", "nodes", name) is { } node)
        {
            foreach (var label in Labels)
            {
                if (node.Metadata.Labels[label] is { } value)
                {
                    attributes.Object = attributes.Object!.WithAt(["metadata", "labels", label], value);
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    private static string? NodeOf(AdmissionAttributes attributes)
    {
        if (attributes.Subresource.Length == 0)
        {
            return attributes.Spec().String("nodeName");
        }

        var target = attributes.Object?.Map("target");
        return target?.String("kind") == "Node" ? target.String("name") : null;
    }
}
