using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>How versions convert: <c>validateCustomResourceConversion</c>.</summary>
internal static class ConversionRules
{
    private static readonly FieldPath Path = FieldPath.Of("spec", "conversion");

    public static void Validate(MapValue? conversion, Definition? before, FieldErrors errors)
    {
        if (conversion is null)
        {
            return;
        }

        var strategy = conversion.StringOrEmpty("strategy");
        if (errors.Present(Path.Child("strategy"), strategy))
        {
            errors.OneOf(Path.Child("strategy"), strategy, "None", "Webhook");
        }

        var webhook = conversion.Map("webhook");
        var (client, client0) = (webhook?.Map("clientConfig"), Path.Child("webhookClientConfig"));
        string[] versions = [.. webhook?.Strings("conversionReviewVersions") ?? []];
        if (strategy == "Webhook")
        {
            Client(client, client0, errors);
            string[]? was = before?.Spec.Map("conversion")?.Map("webhook")?.Strings("conversionReviewVersions").ToArray();
            ReviewVersions(versions, was is null or [] || was.Any(IsKnown), errors);
            return;
        }

        if (client is not null)
        {
            errors.Forbidden(client0, "should not be set when strategy is not set to Webhook");
        }

        if (versions.Length > 0)
        {
            errors.Forbidden(Path.Child("conversionReviewVersions"), "should not be set when strategy is not set to Webhook");
        }
    }

    private static void Client(MapValue? client, FieldPath path, FieldErrors errors)
    {
        if (client is null)
        {
            errors.Required(path, "required when strategy is set to Webhook");
            return;
        }

        WebhookClientRules.Check(errors, path, client);
    }

    private static void ReviewVersions(string[] versions, bool mustBeKnown, FieldErrors errors)
    {
        var path = Path.Child("conversionReviewVersions");
        if (versions.Length == 0)
        {
            errors.Required(path);
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < versions.Length; i++)
        {
            if (!seen.Add(versions[i]))
            {
                errors.Invalid(path.Index(i), versions[i], "duplicate version");
                continue;
            }

            foreach (var fault in NameRules.CheckDns1035Label(versions[i]))
            {
                errors.Invalid(path.Index(i), versions[i], fault);
            }
        }

        if (mustBeKnown && !versions.Any(IsKnown))
        {
            errors.InvalidText(path, $"[{string.Join(',', versions.Select(GoText.Quote))}]", "must include at least one of v1, v1beta1");
        }
    }

    private static bool IsKnown(string version) => version is "v1" or "v1beta1";
}
