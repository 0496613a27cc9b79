using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What an Ingress must be. Upstream: <c>ValidateIngressSpec</c> in <c>pkg/apis/networking/validation/validation.go</c>.</summary>
internal static class IngressRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly string[] Sequences = ["//", "/./", "/../", "%2f", "%2F"];
    private static readonly string[] Suffixes = ["/..", "/."];

    public static void Check(FieldErrors errors, MapValue spec, MapValue? old)
    {
        var (rules, backend) = (spec.Maps("rules").ToArray(), spec.Map("defaultBackend"));
        if (rules.Length == 0 && backend is null)
        {
            errors.Invalid(Spec, spec["rules"], "either `defaultBackend` or `rules` must be specified");
        }

        if (backend is not null)
        {
            IngressBackendRules.Check(errors, Spec.Child("defaultBackend"), backend);
        }

        var allowInvalidWildcards = old?.Maps("rules").Any(r => IsWildcard(r.StringOrEmpty("host")) && HasFaults(r)) == true;
        for (var i = 0; i < rules.Length; i++)
        {
            Rule(errors, Spec.Child("rules").Index(i), rules[i], allowInvalidWildcards);
        }

        Tls(errors, spec, old);
        if (spec.String("ingressClassName") is { } name)
        {
            errors.Subdomain(Spec.Child("ingressClassName"), name);
        }
    }

    private static bool IsWildcard(string host) => host.Contains('*', StringComparison.Ordinal);

    private static bool HasFaults(MapValue rule)
    {
        var faults = new FieldErrors();
        Paths(faults, Spec, rule);
        return faults.Count > 0;
    }

    private static void Rule(FieldErrors errors, FieldPath path, MapValue rule, bool allowInvalidWildcards)
    {
        var host = rule.StringOrEmpty("host");
        if (host.Length > 0)
        {
            if (IpValue.Parse(host) is not null)
            {
                errors.Invalid(path.Child("host"), host, "must be a DNS name, not an IP address");
            }

            Host(errors, path.Child("host"), host);
        }

        if (!IsWildcard(host) || !allowInvalidWildcards)
        {
            Paths(errors, path, rule);
        }
    }

    private static void Host(FieldErrors errors, FieldPath path, string host) =>
        errors.Faults(path, host, IsWildcard(host) ? NameRules.CheckWildcardDns1123Subdomain(host) : NameRules.CheckDns1123Subdomain(host));

    private static void Paths(FieldErrors errors, FieldPath path, MapValue rule)
    {
        if (rule.Map("http") is not { } http)
        {
            return;
        }

        var list = path.Child("http").Child("paths");
        if (http.List("paths") is not { Count: > 0 })
        {
            errors.Required(list);
        }

        var index = 0;
        foreach (var item in http.Maps("paths"))
        {
            Path(errors, list.Index(index++), item);
        }
    }

    private static void Path(FieldErrors errors, FieldPath path, MapValue item)
    {
        if (item.String("pathType") is not { } type)
        {
            errors.Required(path.Child("pathType"), "pathType must be specified");
            return;
        }

        var text = item.StringOrEmpty("path");
        var relative = !text.StartsWith('/');
        switch (type)
        {
            case "Exact" or "Prefix":
                Shape(errors, path.Child("path"), text, relative);
                break;
            case "ImplementationSpecific":
                if (text.Length > 0 && relative)
                {
                    errors.Invalid(path.Child("path"), text, "must be an absolute path");
                }

                break;
            default:
                errors.NotSupported(path.Child("pathType"), type, "Exact", "ImplementationSpecific", "Prefix");
                break;
        }

        IngressBackendRules.Check(errors, path.Child("backend"), item.Map("backend") ?? MapValue.Empty);
    }

    private static void Shape(FieldErrors errors, FieldPath path, string text, bool relative)
    {
        if (relative)
        {
            errors.Invalid(path, text, "must be an absolute path");
        }

        foreach (var sequence in Sequences.Where(s => text.Contains(s, StringComparison.Ordinal)))
        {
            errors.Invalid(path, text, $"must not contain '{sequence}'");
        }

        foreach (var suffix in Suffixes.Where(s => text.EndsWith(s, StringComparison.Ordinal)))
        {
            errors.Invalid(path, text, $"cannot end with '{suffix}'");
        }
    }

    private static void Tls(FieldErrors errors, MapValue spec, MapValue? old)
    {
        var allowInvalidSecrets = old?.Maps("tls").Any(t => SecretFaults(t.StringOrEmpty("secretName")).Count > 0) == true;
        var index = 0;
        foreach (var tls in spec.Maps("tls"))
        {
            var path = Spec.Child("tls").Index(index++);
            var host = 0;
            foreach (var name in tls.Strings("hosts"))
            {
                Host(errors, path.Child("hosts").Index(host++), name);
            }

            if (!allowInvalidSecrets)
            {
                errors.Faults(path.Child("secretName"), tls.StringOrEmpty("secretName"), SecretFaults(tls.StringOrEmpty("secretName")));
            }
        }
    }

    private static IReadOnlyList<string> SecretFaults(string name) => name.Length == 0 ? [] : NameRules.CheckDns1123Subdomain(name);
}
