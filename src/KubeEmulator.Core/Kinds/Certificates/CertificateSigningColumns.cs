using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Rows of CertificateSigningRequests. Upstream: <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal static class CertificateSigningColumns
{
    public static readonly TableColumns Instance = new Rows((o, now) =>
    [
        o.Name,
        Cells.Age(o, now),
        ShortList.Or(o.Spec.String("signerName"), "<none>"),
        o.Spec.StringOrEmpty("username"),
        o.Spec.Integer("expirationSeconds") is { } seconds ? HumanDuration.Format(TimeSpan.FromSeconds(seconds)) : "<none>",
        Condition(o.Status),
    ]);

    private static string Condition(MapValue status)
    {
        var types = status.Maps("conditions").Select(c => c.StringOrEmpty("type")).ToHashSet();
        var text = types.Contains("Denied") ? "Denied" : types.Contains("Approved") ? "Approved" : "Pending";
        text = types.Contains("Failed") ? text + ",Failed" : text;
        return status.StringOrEmpty("certificate").Length > 0 ? text + ",Issued" : text;
    }
}
