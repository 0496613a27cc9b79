using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>A claim that is made with the pod.</summary>
internal static class EphemeralVolumeRules
{
    public static void Check(VolumeCheck check, FieldPath path, MapValue source)
    {
        var errors = check.Errors;
        if (source.Map("volumeClaimTemplate") is { } template)
        {
            var at = path.Child("volumeClaimTemplate");
            var metadata = template.Map("metadata") ?? MapValue.Empty;
            MetaRules.Annotations(errors, at.Child("metadata").Child("annotations"), metadata.Map("annotations"));
            MetaRules.Labels(errors, at.Child("metadata").Child("labels"), metadata.Map("labels"));
            foreach (var (member, value) in metadata)
            {
                if (member is not ("labels" or "annotations") && value is not (NullValue or StringValue { Text: "" }))
                {
                    errors.Forbidden(at.Child("metadata").Child(member), "cannot be set");
                }
            }

            ClaimSpecRules.Check(errors, at.Child("spec"), template.Map("spec") ?? MapValue.Empty);
        }
        else
        {
            errors.Required(path.Child("volumeClaimTemplate"));
        }

        if (check.PodName.Length > 0 && check.VolumeName.Length > 0)
        {
            var claim = $"{check.PodName}-{check.VolumeName}";
            foreach (var fault in NameRules.CheckDns1123Subdomain(claim))
            {
                // The rule stands at the volume, the source below it.
                errors.Add(new FieldError(FieldErrorType.Invalid, path.ToString()[..^".ephemeral".Length] + ".name", $"Invalid value: {GoText.Quote(check.VolumeName)}: PVC name {GoText.Quote(claim)}: {fault}"));
            }
        }
    }
}
