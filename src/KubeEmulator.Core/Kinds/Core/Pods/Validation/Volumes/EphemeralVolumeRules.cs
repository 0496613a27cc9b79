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
            TemplateMetaRules.Check(errors, at.Child("metadata"), template.Map("metadata"));
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
