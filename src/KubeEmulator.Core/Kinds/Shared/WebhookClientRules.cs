using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Where a webhook is: by URL or behind a Service. Upstream: apiserver <c>pkg/util/webhook/validation.go</c>.</summary>
internal static class WebhookClientRules
{
    private const string Form = "; desired format: https://host[/path]";

    /// <summary>The clientConfig at the path.</summary>
    public static void Check(FieldErrors errors, FieldPath path, MapValue client)
    {
        var (url, service) = (client.String("url"), client.Map("service"));
        if (url is null == service is null)
        {
            errors.Required(path, "exactly one of url or service is required");
        }
        else if (url is not null)
        {
            Url(errors, path.Child("url"), url);
        }
        else
        {
            Service(errors, path.Child("service"), service!);
        }
    }

    private static void Url(FieldErrors errors, FieldPath path, string text)
    {
        if (GoUrl.ParseReference(text, out var error) is not { } url)
        {
            errors.Required(path, $"url must be a valid URL: {error}{Form}");
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

        if (UserOf(text) is { } user)
        {
            errors.Invalid(path, user, "user information is not permitted in the URL");
        }

        var hash = text.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0 && hash < text.Length - 1)
        {
            errors.Invalid(path, text[(hash + 1)..], "fragments are not permitted in the URL");
        }

        if (url.Query.Length > 0)
        {
            errors.Invalid(path, url.Query, "query parameters are not permitted in the URL");
        }
    }

    private static string? UserOf(string text)
    {
        var start = text.IndexOf("//", StringComparison.Ordinal);
        var authority = start < 0 ? "" : text[(start + 2)..].Split('/', '?', '#')[0];
        var at = authority.LastIndexOf('@');
        return at < 0 ? null : authority[..at];
    }

    // Upstream hands name and namespace over in the wrong order: each is missed where the other is absent.
    private static void Service(FieldErrors errors, FieldPath path, MapValue service)
    {
        errors.Present(path.Child("name"), service.StringOrEmpty("namespace"));
        errors.Present(path.Child("namespace"), service.StringOrEmpty("name"));
        var port = service.Integer("port") ?? 443;
        if (port is < 1 or > 65535)
        {
            errors.Invalid(path.Child("port"), port, "port is not valid: must be between 1 and 65535, inclusive");
        }

        if (service.String("path") is { } text && text is not ("/" or ""))
        {
            Path(errors, path.Child("path"), text);
        }
    }

    private static void Path(FieldErrors errors, FieldPath path, string text)
    {
        if (text == "//")
        {
            errors.Invalid(path, text, "segment[0] may not be empty");
            return;
        }

        if (!text.StartsWith('/'))
        {
            errors.Invalid(path, text, "must start with a '/'");
        }

        // The first character counts as the slash, whatever it is; one slash at the end is fine.
        var steps = (text[1..].EndsWith('/') ? text[1..^1] : text[1..]).Split('/');
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i].Length == 0)
            {
                errors.Invalid(path, text, $"segment[{i}] may not be empty");
                continue;
            }

            foreach (var fault in NameRules.CheckDns1123Subdomain(steps[i]))
            {
                errors.Invalid(path, text, $"segment[{i}]: {fault}");
            }
        }
    }
}
