using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>A running pod may not grow beyond its node. Upstream: <c>plugin/pkg/admission/podresize</c>.</summary>
internal sealed class PodResizeValidatorPlugin : AdmissionPlugin
{
    public override string Name => "PodResizeValidator";

    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation == Operation.Update && attributes.Subresource == "resize" && attributes.Concerns("", "pods");

    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var name = attributes.Spec().StringOrEmpty("nodeName");
        var unchanged = attributes.OldObject?.IntegerAt("metadata", "generation") == attributes.Object?.IntegerAt("metadata", "generation");
        if (name.Length == 0 || unchanged)
        {
            return ValueTask.CompletedTask;
        }

        var node = attributes.Find("", "nodes", name) ?? throw attributes.Forbidden($"node {GoText.Quote(name)} not found");
        if (node.Metadata.Labels.String("kubernetes.io/os") is { } os && os != "linux")
        {
            throw Refused(attributes, $"pod resize is only supported on linux nodes, node {GoText.Quote(name)} is {GoText.Quote(os)}", "UnsupportedPlatform");
        }

        if (Excess(attributes, node) is { Length: > 0 } excess)
        {
            throw Refused(attributes, $"node didn't have enough allocatable resources: {excess}", "NodeCapacity");
        }

        return ValueTask.CompletedTask;
    }

    private static string Excess(AdmissionAttributes attributes, KubeObject node)
    {
        var requests = PodResources.Requests(new PodView(new KubeObject(attributes.Object!)), new PodResourcesOptions { UseStatus = false });
        var allocatable = ResourceList.From(node.Status.Map("allocatable"));
        var faults = new List<string>();
        if (requests["cpu"] > allocatable["cpu"])
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"cpu, requested: {requests["cpu"].MilliValue}, allocatable: {allocatable["cpu"].MilliValue}"));
        }

        if (requests["memory"] > allocatable["memory"])
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"memory, requested: {requests["memory"].Value}, allocatable: {allocatable["memory"].Value}"));
        }

        return string.Join("; ", faults);
    }

    private static ApiException Refused(AdmissionAttributes attributes, string why, string reason)
    {
        var status = attributes.Forbidden(why).Status;
        var document = status.Document.EditMap("details", details => details.With("causes", ListValue.Of(MapValue.Of(("reason", reason)))));
        return (status with { Document = document }).ToException();
    }
}
