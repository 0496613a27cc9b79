using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Required anti-affinity may only keep pods off one node. Upstream: <c>plugin/pkg/admission/antiaffinity</c>.</summary>
internal sealed class LimitPodHardAntiAffinityTopologyPlugin : AdmissionPlugin
{
    private const string Hostname = "kubernetes.io/hostname";

    public override string Name => "LimitPodHardAntiAffinityTopology";

    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation is Operation.Create or Operation.Update && attributes.IsMain("", "pods");

    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var rules = attributes.Spec().Map("affinity")?.Map("podAntiAffinity");
        var key = rules?.Maps("requiredDuringSchedulingIgnoredDuringExecution").Select(term => term.StringOrEmpty("topologyKey")).FirstOrDefault(k => k != Hostname);
        return key is null
            ? ValueTask.CompletedTask
            : throw StatusDocument.Forbidden(
                attributes.Type.GroupResource,
                attributes.Object!.StringAt("metadata", "name") ?? "",
                $"affinity.PodAntiAffinity.RequiredDuringScheduling has TopologyKey {key} but only key {Hostname} is allowed").ToException();
    }
}
