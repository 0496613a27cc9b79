using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>
/// Namespaces say what their pods tolerate, and what they may, by annotation. Upstream:
/// <c>plugin/pkg/admission/podtolerationrestriction</c>, without its configuration file.
/// </summary>
internal sealed class PodTolerationRestrictionPlugin : AdmissionPlugin
{
    private const string Defaults = "scheduler.alpha.kubernetes.io/defaultTolerations";
    private const string Allowed = "scheduler.alpha.kubernetes.io/tolerationsWhitelist";
    private static readonly MapValue MemoryPressure = MapValue.Of(("key", "node.kubernetes.io/memory-pressure"), ("operator", "Exists"), ("effect", "NoSchedule"));

    public override string Name => "PodTolerationRestriction";

    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation is Operation.Create or Operation.Update && attributes.IsMain("", "pods");

    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var extra = attributes.Operation == Operation.Create ? Read(attributes, Defaults) ?? [] : [];
        var pod = new PodView(new KubeObject(attributes.Object!));
        if (QosClass.Of(pod) != QosClass.BestEffort)
        {
            extra = [.. extra, MemoryPressure];
        }

        if (extra.Count > 0)
        {
            var merged = TolerationMerge.Merge(attributes.Spec().Maps("tolerations"), extra);
            attributes.SetSpec(attributes.Spec().With("tolerations", ListValue.From(merged)));
        }

        return ValidateAsync(attributes, cancellation);
    }

    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var allowed = Read(attributes, Allowed) ?? [];
        var fits = allowed.Count == 0 || attributes.Spec().Maps("tolerations").All(t => allowed.Any(a => TolerationMerge.Covers(a, t)));
        return fits
            ? ValueTask.CompletedTask
            : throw StatusDocument.Failure(500, "", "pod tolerations (possibly merged with namespace default tolerations) conflict with its namespace whitelist").ToException();
    }

    private static IReadOnlyList<MapValue>? Read(AdmissionAttributes attributes, string annotation)
    {
        var space = attributes.Find("", "namespaces", attributes.Namespace)
            ?? throw StatusDocument.NotFound(new GroupResource("", "namespaces"), attributes.Namespace).ToException();
        if (space.Metadata.Annotations.String(annotation) is not { } text)
        {
            return null;
        }

        try
        {
            return text.Length == 0 ? [] : [.. (Value.Parse(text) as ListValue ?? ListValue.Empty).OfType<MapValue>()];
        }
        catch (ValueFormatException malformed)
        {
            throw StatusDocument.Failure(500, "", malformed.Message).ToException();
        }
    }
}
