using KubeEmulator.Objects;

namespace KubeEmulator.Kinds;

/// <summary>Names of certificate signers and of the trust bundles that belong to them (core <c>names.go</c>).</summary>
internal static class SignerNameRules
{
    private const int LongestDomain = 253;
    private const int LongestName = LongestDomain + 1 + 253 + 63 + 1;

    /// <summary><c>example.com/signer-name</c>.</summary>
    public static void Check(FieldErrors errors, FieldPath path, string name)
    {
        if (!errors.Present(path, name))
        {
            return;
        }

        var segments = name.Split('/');
        if (segments.Length != 2)
        {
            errors.Invalid(path, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'");
            return;
        }

        if (segments[0].Length > LongestDomain)
        {
            errors.TooLong(path, LongestDomain);
        }

        var labels = segments[0].Split('.');
        FirstFault(errors, path, segments[0], labels, l => NameRules.CheckDns1123Label(l));
        if (labels.Length < 2)
        {
            errors.Invalid(path, segments[0], "should be a domain with at least two segments separated by dots");
        }

        FirstFault(errors, path, segments[1], segments[1].Split('.'), l => NameRules.CheckDns1123Subdomain(l));
        if (name.Length > LongestName)
        {
            errors.TooLong(path, LongestName);
        }
    }

    /// <summary>Whether Kubernetes itself answers for the signer.</summary>
    public static bool IsOfKubernetes(string name)
    {
        var host = name.Split('/')[0];
        return host == "kubernetes.io" || host.EndsWith(".kubernetes.io", StringComparison.Ordinal);
    }

    /// <summary>The faults of a ClusterTrustBundle's name; with a signer, the name begins with the signer's.</summary>
    public static IReadOnlyList<string> TrustBundleFaults(string name, string signer, bool prefix = false)
    {
        if (signer.Length == 0)
        {
            return name.Contains(':', StringComparison.Ordinal)
                ? ["ClusterTrustBundle without signer name must not have \":\" in its name"]
                : NameRules.CheckDns1123Subdomain(prefix ? NameRules.MaskTrailingDash(name) : name);
        }

        var needed = signer.Replace('/', ':') + ":";
        if (!name.StartsWith(needed, StringComparison.Ordinal))
        {
            return [$"ClusterTrustBundle for signerName {signer} must be named with prefix {needed}"];
        }

        var rest = name[needed.Length..];
        return NameRules.CheckDns1123Subdomain(prefix ? NameRules.MaskTrailingDash(rest) : rest);
    }

    private static void FirstFault(FieldErrors errors, FieldPath path, string segment, string[] labels, Func<string, IReadOnlyList<string>> check)
    {
        foreach (var label in labels)
        {
            var faults = check(label);
            foreach (var fault in faults)
            {
                errors.Invalid(path, segment, $"validating label {GoText.Quote(label)}: {fault}");
            }

            if (faults.Count > 0)
            {
                return;
            }
        }
    }
}
