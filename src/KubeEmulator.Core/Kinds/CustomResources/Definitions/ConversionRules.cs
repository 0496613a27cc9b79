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

        var (url, service) = (client.String("url"), client.Map("service"));
        if (url is null == service is null)
        {
            errors.Required(path, "exactly one of url or service is required");
        }
        else if (url is not null)
        {
            Url(url, path.Child("url"), errors);
        }
        else
        {
            Service(service!, path.Child("service"), errors);
        }
    }

    // apiserver's pkg/util/webhook/validation.go.
    private static void Url(string text, FieldPath path, FieldErrors errors)
    {
        const string Form = "; desired format: https://host[/path]";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            errors.Required(path, $"url must be a valid URL: parse {GoText.Quote(text)}: invalid URI for request{Form}");
            return;
        }

        if (url.Scheme != "https")
        {
            errors.Invalid(path, url.Scheme, $"'https' is the only allowed URL scheme{Form}");
        }

        if (url.Host.Length == 0)
        {
            errors.Invalid(path, url.Host, $"host must be specified{Form}");
        }

        if (url.UserInfo.Length > 0)
        {
            errors.Invalid(path, url.UserInfo, "user information is not permitted in the URL");
        }

        if (url.Fragment.Length > 0)
        {
            errors.Invalid(path, url.Fragment.TrimStart('#'), "fragments are not permitted in the URL");
        }

        if (url.Query.Length > 0)
        {
            errors.Invalid(path, url.Query.TrimStart('?'), "query parameters are not permitted in the URL");
        }
    }

    private static void Service(MapValue service, FieldPath path, FieldErrors errors)
    {
        errors.Present(path.Child("name"), service.StringOrEmpty("name"), "service name is required");
        errors.Present(path.Child("namespace"), service.StringOrEmpty("namespace"), "service namespace is required");
        if (service.Integer("port") is { } port and (< 1 or > 65535))
        {
            errors.Invalid(path.Child("port"), port, "port is not valid: must be between 1 and 65535, inclusive");
        }

        if (service.String("path") is not { } text || text is "/" or "")
        {
            return;
        }

        if (!text.StartsWith('/'))
        {
            errors.Invalid(path.Child("path"), text, "must start with a '/'");
        }

        if (text == "//")
        {
            errors.Invalid(path.Child("path"), text, "segment[0] may not be empty");
            return;
        }

        var steps = text.TrimStart('/').Split('/');
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i].Length == 0 && i == steps.Length - 1)
            {
                continue;
            }

            if (steps[i].Length == 0)
            {
                errors.Invalid(path.Child("path"), text, $"segment[{i}] may not be empty");
                continue;
            }

            foreach (var fault in NameRules.CheckDns1123Subdomain(steps[i]))
            {
                errors.Invalid(path.Child("path"), text, $"segment[{i}]: {fault}");
            }
        }
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
