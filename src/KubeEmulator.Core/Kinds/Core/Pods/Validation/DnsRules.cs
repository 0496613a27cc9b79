using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Name resolution inside a pod, and the names it has itself.</summary>
internal static class DnsRules
{
    private const int MostNameservers = 3;
    private const int MostSearches = 32;
    private const int LongestSearchList = 2048;

    public static void Policy(FieldErrors errors, FieldPath path, string policy)
    {
        if (errors.Present(path, policy))
        {
            errors.OneOf(path, policy, "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
        }
    }

    public static void Config(FieldErrors errors, FieldPath path, MapValue spec)
    {
        var config = spec.Map("dnsConfig");
        var servers = config?.Strings("nameservers").ToArray() ?? [];
        if (spec.String("dnsPolicy") == "None" && servers.Length == 0)
        {
            errors.Required(config is null ? path : path.Child("nameservers"), config is null ? "must provide `dnsConfig` when `dnsPolicy` is None" : "must provide at least one DNS nameserver when `dnsPolicy` is None");
            return;
        }

        if (config is null)
        {
            return;
        }

        if (servers.Length > MostNameservers)
        {
            errors.Invalid(path.Child("nameservers"), config["nameservers"], "must not have more than 3 nameservers");
        }

        for (var i = 0; i < servers.Length; i++)
        {
            IpRules.CheckLegacyIp(errors, path.Child("nameservers").Index(i), servers[i]);
        }

        Searches(errors, path.Child("searches"), config);
        var index = 0;
        foreach (var option in config.Maps("options"))
        {
            errors.Present(path.Child("options").Index(index++), option.StringOrEmpty("name"), "must not be empty");
        }
    }

    public static void HostAliases(FieldErrors errors, FieldPath path, MapValue spec)
    {
        var index = 0;
        foreach (var alias in spec.Maps("hostAliases"))
        {
            var at = path.Index(index++);
            IpRules.CheckLegacyIp(errors, at.Child("ip"), alias.StringOrEmpty("ip"));
            var host = 0;
            foreach (var name in alias.Strings("hostnames"))
            {
                errors.Subdomain(at.Child("hostnames").Index(host++), name);
            }
        }
    }

    public static void HostnameOverride(FieldErrors errors, FieldPath path, MapValue spec)
    {
        if (spec.String("hostnameOverride") is not { } name)
        {
            return;
        }

        if (spec.Bool("setHostnameAsFQDN") == true)
        {
            errors.Forbidden(path, "may not be specified when setHostnameAsFQDN is true");
        }

        if (spec.Bool("hostNetwork") == true)
        {
            errors.Forbidden(path, "may not be specified when hostNetwork is true");
        }

        if (name.Length > 64)
        {
            errors.TooLong(path, 64);
        }

        errors.Subdomain(path, name);
    }

    private static void Searches(FieldErrors errors, FieldPath path, MapValue config)
    {
        var searches = config.Strings("searches").ToArray();
        if (searches.Length > MostSearches)
        {
            errors.Invalid(path, config["searches"], "must not have more than 32 search paths");
        }

        if (string.Join(' ', searches).Length > LongestSearchList)
        {
            errors.Invalid(path, config["searches"], "must not have more than 2048 characters (including spaces) in the search list");
        }

        for (var i = 0; i < searches.Length; i++)
        {
            if (searches[i] != ".")
            {
                var name = searches[i].EndsWith('.') ? searches[i][..^1] : searches[i];
                errors.Faults(path.Index(i), name, NameRules.CheckDns1123SubdomainWithUnderscore(name));
            }
        }
    }
}
