using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Rows of the simple core kinds. Upstream: <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal static class CoreColumns
{
    // Counts are integers although their columns say string.
    public static readonly TableColumns ConfigMap = Rows.Aged(o => [Count(o, "data") + Count(o, "binaryData")]);
    public static readonly TableColumns Secret = Rows.Aged(o => [o.Root.StringOrEmpty("type"), Count(o, "data")]);
    public static readonly TableColumns Namespace = Rows.Aged(o => [o.Status.StringOrEmpty("phase")]);
    public static readonly TableColumns Endpoints = Rows.Aged(o => [Addresses(o.Root)]);
    public static readonly TableColumns ResourceQuota = Rows.Aged(o => [Quota(o, limits: false), Quota(o, limits: true)]);

    private static int Count(KubeObject o, string member) => o.Root.Map(member)?.Count ?? 0;

    private static string Quota(KubeObject o, bool limits)
    {
        var hard = o.Status.Map("hard") ?? MapValue.Empty;
        var used = o.Status.Map("used") ?? MapValue.Empty;
        return string.Join(", ", hard
            .Where(h => h.Key.StartsWith("limits.", StringComparison.Ordinal) == limits)
            .OrderBy(h => h.Key, StringComparer.Ordinal)
            .Select(h => $"{h.Key}: {ShortList.Or(used.String(h.Key), "0")}/{hard.StringOrEmpty(h.Key)}"));
    }

    private static string Addresses(MapValue endpoints)
    {
        if (endpoints.List("subsets") is not { Count: > 0 })
        {
            return "<none>";
        }

        var all = new List<string>();
        foreach (var subset in endpoints.Maps("subsets"))
        {
            var ips = subset.Maps("addresses").Select(a => a.StringOrEmpty("ip")).ToList();
            all.AddRange(subset.List("ports") is not { Count: > 0 }
                ? ips
                : subset.Maps("ports").SelectMany(p => ips.Select(ip => Joined(ip, p.Integer("port") ?? 0))));
        }

        return ShortList.Of(all);
    }

    private static string Joined(string ip, long port) => ip.Contains(':', StringComparison.Ordinal) ? $"[{ip}]:{port}" : $"{ip}:{port}";
}
