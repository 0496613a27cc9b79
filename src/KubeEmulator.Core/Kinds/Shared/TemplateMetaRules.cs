using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Metadata of claims that are made from a template: labels and annotations, and nothing else. Upstream: core <c>ValidateTemplateObjectMeta</c>.</summary>
internal static class TemplateMetaRules
{
    public static void Check(FieldErrors errors, FieldPath path, MapValue? metadata)
    {
        if (metadata is null)
        {
            return;
        }

        MetaRules.Annotations(errors, path.Child("annotations"), metadata.Map("annotations"));
        MetaRules.Labels(errors, path.Child("labels"), metadata.Map("labels"));
        foreach (var (member, value) in metadata)
        {
            if (member is not ("labels" or "annotations") && value is not (NullValue or StringValue { Text: "" }))
            {
                // Named after the Go field, with a small first letter.
                errors.Forbidden(path.Child(member == "uid" ? "uID" : member), "cannot be set");
            }
        }
    }
}
