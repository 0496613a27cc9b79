using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The paths of the scale subresource: <c>ValidateCustomResourceDefinitionSubresources</c>.</summary>
internal static class ScaleRules
{
    public static void Validate(MapValue? scale, FieldPath path, FieldErrors errors)
    {
        if (scale is null)
        {
            return;
        }

        Replicas("specReplicasPath", ".spec.", "should be a json path under .spec");
        Replicas("statusReplicasPath", ".status.", "should be a json path under .status");
        if (scale.String("labelSelectorPath") is { Length: > 0 } selector && ColumnRules.IsSimplePath(selector, path.Child("scale.labelSelectorPath"), errors)
            && !selector.StartsWith(".spec.", StringComparison.Ordinal) && !selector.StartsWith(".status.", StringComparison.Ordinal))
        {
            errors.Invalid(path.Child("scale.labelSelectorPath"), selector, "should be a json path under either .spec or .status");
        }

        void Replicas(string member, string prefix, string detail)
        {
            var (text, at) = (scale.StringOrEmpty(member), path.Child($"scale.{member}"));
            if (errors.Present(at, text) && ColumnRules.IsSimplePath(text, at, errors) && !text.StartsWith(prefix, StringComparison.Ordinal))
            {
                errors.Invalid(at, text, detail);
            }
        }
    }
}
