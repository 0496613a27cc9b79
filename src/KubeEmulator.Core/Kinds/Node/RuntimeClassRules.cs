using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a RuntimeClass must be. Upstream: <c>pkg/apis/node/validation/validation.go</c>.</summary>
internal static class RuntimeClassRules
{
    private static readonly HashSet<string> NoClaims = [];

    public static void Check(FieldErrors errors, MapValue document)
    {
        var handler = document.StringOrEmpty("handler");
        if (errors.Present(FieldPath.Of("handler"), handler))
        {
            errors.Label(FieldPath.Of("handler"), handler);
        }

        // What a pod costs beside its containers is judged as limits.
        if (document.Map("overhead") is { } overhead)
        {
            ResourceRules.Container(errors, FieldPath.Of("overhead"), MapValue.Of(("limits", overhead.Map("podFixed") ?? MapValue.Empty)), NoClaims);
        }

        if (document.Map("scheduling") is { } scheduling)
        {
            MetaRules.Labels(errors, FieldPath.Of("scheduling", "nodeSelector"), scheduling.Map("nodeSelector"));
            Tolerations(errors, FieldPath.Of("scheduling", "tolerations"), scheduling.List("tolerations"));
        }
    }

    private static void Tolerations(FieldErrors errors, FieldPath path, ListValue? tolerations)
    {
        TolerationRules.Check(errors, path, tolerations);
        var seen = new HashSet<(string, string, string, string)>();
        for (var i = 0; i < (tolerations?.Count ?? 0); i++)
        {
            var toleration = tolerations![i] as MapValue ?? MapValue.Empty;
            var key = (toleration.StringOrEmpty("key"), toleration.StringOrEmpty("operator"), toleration.StringOrEmpty("value"), toleration.StringOrEmpty("effect"));
            if (!seen.Add(key))
            {
                errors.DuplicateText(path.Index(i), InternalText.Of(toleration, "io.k8s.api.core.v1.Toleration"));
            }
        }
    }
}
