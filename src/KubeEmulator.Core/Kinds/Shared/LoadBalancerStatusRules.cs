using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The points of entry in the status of Services and Ingresses (core <c>ValidateLoadBalancerStatus</c> and networking's like).</summary>
internal static class LoadBalancerStatusRules
{
    private static readonly FieldPath Path = FieldPath.Of("status", "loadBalancer", "ingress");

    /// <summary>Those of an Ingress.</summary>
    public static void Check(FieldErrors errors, MapValue status, MapValue old)
    {
        var known = KnownIps(old);
        var index = 0;
        foreach (var point in Points(status))
        {
            var at = Path.Index(index++);
            Ip(errors, at, point, known);
            Hostname(errors, at, point);
        }
    }

    /// <summary>Those of a Service, which also say how the address is to be used.</summary>
    public static void CheckService(FieldErrors errors, MapValue status, MapValue old, string type)
    {
        var points = Points(status).ToArray();
        if (type != "LoadBalancer" && points.Length > 0)
        {
            errors.Forbidden(Path, "may only be used when `spec.type` is 'LoadBalancer'");
            return;
        }

        var known = KnownIps(old);
        for (var i = 0; i < points.Length; i++)
        {
            var at = Path.Index(i);
            Ip(errors, at, points[i], known);
            Mode(errors, at.Child("ipMode"), points[i].String("ipMode"), points[i].StringOrEmpty("ip").Length > 0);
            Hostname(errors, at, points[i]);
        }
    }

    /// <summary>Warns about addresses that are not written as they should be.</summary>
    public static void Warn(MapValue status, Action<string> warn)
    {
        var index = 0;
        foreach (var point in Points(status))
        {
            var at = Path.Index(index++);
            if (point.StringOrEmpty("ip") is { Length: > 0 } ip && IpRules.WarnIp(at, ip) is { } warning)
            {
                warn(warning);
            }
        }
    }

    private static IEnumerable<MapValue> Points(MapValue status) => status.Map("loadBalancer")?.Maps("ingress") ?? [];

    private static string[] KnownIps(MapValue old) => [.. Points(old).Select(p => p.StringOrEmpty("ip")).Where(ip => ip.Length > 0)];

    private static void Ip(FieldErrors errors, FieldPath path, MapValue point, string[] known)
    {
        if (point.StringOrEmpty("ip") is { Length: > 0 } ip)
        {
            IpRules.CheckLegacyIp(errors, path.Child("ip"), ip, known);
        }
    }

    private static void Mode(FieldErrors errors, FieldPath path, string? mode, bool hasIp)
    {
        if (mode is null)
        {
            if (hasIp)
            {
                errors.Required(path, "must be specified when `ip` is set");
            }
        }
        else if (!hasIp)
        {
            errors.Forbidden(path, "may not be specified when `ip` is not set");
        }
        else
        {
            errors.OneOf(path, mode, "Proxy", "VIP");
        }
    }

    private static void Hostname(FieldErrors errors, FieldPath path, MapValue point)
    {
        if (point.StringOrEmpty("hostname") is not { Length: > 0 } hostname)
        {
            return;
        }

        errors.Subdomain(path.Child("hostname"), hostname);
        if (IpValue.Parse(hostname) is not null)
        {
            errors.Invalid(path.Child("hostname"), hostname, "must be a DNS name, not an IP address");
        }
    }
}
