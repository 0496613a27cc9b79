using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>
/// Namespaces say which nodes their pods may run on, by annotation. Upstream: <c>plugin/pkg/admission/podnodeselector</c>, without its
/// configuration file.
/// </summary>
internal sealed class PodNodeSelectorPlugin : AdmissionPlugin
{
    private const string Annotation = "scheduler.alpha.kubernetes.io/node-selector";

    public override string Name => "PodNodeSelector";

    public override bool Handles(AdmissionAttributes attributes) => attributes.Creates("", "pods");

    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var wanted = Checked(attributes);
        if (wanted.Count > 0)
        {
            var merged = wanted.Concat(attributes.Spec().Map("nodeSelector") ?? MapValue.Empty).GroupBy(l => l.Key).OrderBy(g => g.Key, StringComparer.Ordinal);
            attributes.SetSpec(attributes.Spec().With("nodeSelector", MapValue.Of([.. merged.Select(g => (g.Key, g.Last().Value))])));
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        Checked(attributes);
        return ValueTask.CompletedTask;
    }

    private static MapValue Checked(AdmissionAttributes attributes)
    {
        var space = attributes.Find("", "namespaces", attributes.Namespace)
            ?? throw StatusDocument.NotFound(new GroupResource("", "namespaces"), attributes.Namespace).ToException();
        var wanted = Read(space.Metadata.Annotations.StringOrEmpty(Annotation));
        var own = attributes.Spec().Map("nodeSelector") ?? MapValue.Empty;
        return wanted.All(label => own[label.Key] is not { } value || value == label.Value)
            ? wanted
            : throw StatusDocument.Forbidden(
                attributes.Type.GroupResource,
                attributes.Object!.StringAt("metadata", "name") ?? "",
                "pod node label selector conflicts with its namespace node label selector").ToException();
    }

    // labels.ConvertSelectorToLabelsMap.
    private static MapValue Read(string text)
    {
        var labels = MapValue.Empty;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=');
            if (pair.Length != 2)
            {
                throw StatusDocument.Failure(500, "", $"invalid selector: {GoText.Quote(part)}").ToException();
            }

            labels = labels.With(pair[0].Trim(), pair[1].Trim());
        }

        return labels;
    }
}
