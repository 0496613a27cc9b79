using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>The pods of a StatefulSet: their names, their volumes, where they stand; <c>pkg/controller/statefulset/stateful_set_utils.go</c>.</summary>
internal static class StatefulPod
{
    public const string NameLabel = "statefulset.kubernetes.io/pod-name";
    public const string IndexLabel = "apps.kubernetes.io/pod-index";

    /// <summary>The revision a pod was made of; empty where it does not say.</summary>
    public static string RevisionOf(PodView pod) => pod.Labels.StringOrEmpty(WellKnownLabels.ControllerRevisionHash);

    public static bool IsRunningAndReady(PodView pod) => pod.Phase == "Running" && PodState.IsReady(pod);

    /// <summary>Whether a pod is missing as far as an update goes.</summary>
    public static bool IsUnavailable(PodView pod, StatefulSetView set, DateTimeOffset now) => pod.IsDeleting || !PodState.IsAvailable(pod, set.MinReadySeconds, now);

    /// <summary>A pod document.</summary>
    /// <param name="set">The set.</param>
    /// <param name="document">A document of the set's template in the revision wanted.</param>
    /// <param name="revision">That revision's name.</param>
    /// <param name="ordinal">The pod's ordinal.</param>
    public static MapValue Document(StatefulSetView set, MapValue document, string revision, int ordinal)
    {
        var name = set.PodName(ordinal);
        document = document
            .WithAt(["metadata", "name"], name)
            .WithAt(["metadata", "labels"], Labels(document.Map("metadata")?.Map("labels"), name, ordinal).With(WellKnownLabels.ControllerRevisionHash, revision));
        var spec = WithClaims(set, document.Map("spec") ?? MapValue.Empty, ordinal).With("hostname", name);
        var service = set.Object.Spec.StringOrEmpty("serviceName");
        return document.With("spec", service.Length > 0 ? spec.With("subdomain", service) : spec);
    }

    /// <summary>The pod with the labels and volumes it should have; the same where it has them.</summary>
    public static KubeObject Mended(StatefulSetView set, KubeObject pod, int ordinal)
    {
        var fits = pod.Metadata.Labels.String(NameLabel) == pod.Name;
        var mended = fits ? pod : pod.WithMetadata("labels", Labels(pod.Metadata.Labels, pod.Name, ordinal));
        return HasClaims(set, pod.Spec, ordinal) ? mended : mended.With(mended.Root.With("spec", WithClaims(set, mended.Spec, ordinal)));
    }

    private static MapValue Labels(MapValue? labels, string name, int ordinal) =>
        (labels ?? MapValue.Empty).With(NameLabel, name).With(IndexLabel, ordinal.ToString(CultureInfo.InvariantCulture));

    private static bool HasClaims(StatefulSetView set, MapValue spec, int ordinal) => set.ClaimTemplates.All(template =>
        spec.Maps("volumes").LastOrDefault(v => v.String("name") == template.StringAt("metadata", "name"))?.StringAt("persistentVolumeClaim", "claimName") == set.ClaimName(template, ordinal));

    private static MapValue WithClaims(StatefulSetView set, MapValue spec, int ordinal)
    {
        var names = set.ClaimTemplates.Select(t => t.StringAt("metadata", "name")).ToHashSet(StringComparer.Ordinal);
        var claims = set.ClaimTemplates.Select(t => (Value)MapValue.Of(
            ("name", t.StringAt("metadata", "name") ?? ""),
            ("persistentVolumeClaim", MapValue.Of(("claimName", set.ClaimName(t, ordinal))))));
        var volumes = ListValue.From([.. claims, .. spec.Maps("volumes").Where(v => !names.Contains(v.String("name")))]);
        return spec.WithOptional("volumes", volumes.Count == 0 ? null : volumes);
    }
}
