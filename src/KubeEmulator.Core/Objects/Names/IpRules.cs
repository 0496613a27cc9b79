namespace KubeEmulator.Objects;

/// <summary>
/// What IP addresses and networks must look like: strictly and in canonical form in new fields, more leniently and with
/// warnings in older ones. The rule followed is apimachinery's <c>pkg/util/validation/ip.go</c> with StrictIPCIDRValidation on.
/// </summary>
internal static class IpRules
{
    private const string NoAddress = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
    private const string NoNetwork = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";

    /// <summary>An address of a new field: canonical.</summary>
    public static void CheckIp(FieldErrors errors, FieldPath path, string value)
    {
        foreach (var fault in IpFaults(value))
        {
            errors.Invalid(path, value, fault);
        }
    }

    /// <summary>What is wrong with an address of a new field, by itself.</summary>
    public static IReadOnlyList<string> IpFaults(string value)
    {
        var ip = IpValue.Parse(value);
        return Fault(ip) is { } fault ? [fault]
            : value != ip.ToString() ? [$"must be in canonical form ({GoText.Quote(ip.ToString()!)})"]
            : [];
    }

    /// <summary>An address of an old field: values that the stored object has already are let through.</summary>
    public static void CheckLegacyIp(FieldErrors errors, FieldPath path, string value, params ReadOnlySpan<string> validOld)
    {
        if (!validOld.Contains(value))
        {
            Parse(errors, path, value);
        }
    }

    /// <summary>A network of a new field: canonical.</summary>
    public static void CheckCidr(FieldErrors errors, FieldPath path, string value)
    {
        if (ParseCidr(errors, path, value) is { } cidr && value != cidr.ToString())
        {
            errors.Invalid(path, value, $"must be in canonical form ({GoText.Quote(cidr.ToString())})");
        }
    }

    /// <summary>A network of an old field: values that the stored object has already are let through.</summary>
    public static void CheckLegacyCidr(FieldErrors errors, FieldPath path, string value, params ReadOnlySpan<string> validOld)
    {
        if (!validOld.Contains(value))
        {
            ParseCidr(errors, path, value);
        }
    }

    /// <summary>An interface's address with its prefix, such as <c>192.168.1.5/24</c>.</summary>
    public static void CheckInterfaceAddress(FieldErrors errors, FieldPath path, string value)
    {
        if (CidrValue.Parse(value) is not { } cidr)
        {
            errors.Invalid(path, value, "must be a valid address in CIDR form, (e.g. 10.9.8.7/24 or 2001:db8::1/64)");
            return;
        }

        var canonical = $"{cidr.Address}/{cidr.PrefixLength}";
        if (value != canonical)
        {
            errors.Invalid(path, value, $"must be in canonical form ({GoText.Quote(canonical)})");
        }
    }

    /// <summary>The warning for an address that an old field lets through; null where there is none.</summary>
    public static string? WarnIp(FieldPath path, string value)
    {
        if (IpValue.Parse(value) is not { } ip)
        {
            return null;
        }

        if (!ip.IsStrict || ip.IsMapped)
        {
            return $"{path}: non-standard IP address {GoText.Quote(value)} is invalid: use {GoText.Quote(ip.ToString())}";
        }

        return ip.FromIPv6Text && ip.ToString() != value
            ? $"{path}: IPv6 address {GoText.Quote(value)} should be in RFC 5952 canonical format ({GoText.Quote(ip.ToString())})"
            : null;
    }

    /// <summary>The warnings for a network that an old field lets through.</summary>
    public static IReadOnlyList<string> WarnCidr(FieldPath path, string value)
    {
        if (CidrValue.Parse(value) is not { } cidr)
        {
            return [];
        }

        var warnings = new List<string>(0);
        if (cidr.HasHostBits)
        {
            warnings.Add($"{path}: CIDR value {GoText.Quote(value)} is ambiguous in this context (should be {GoText.Quote(cidr.ToString())} or {GoText.Quote($"{cidr.Address}/{cidr.Address.Width}")}?)");
        }

        if (!cidr.IsStrict || cidr.Address.IsMapped)
        {
            warnings.Add($"{path}: non-standard CIDR value {GoText.Quote(value)} is invalid: use {GoText.Quote(cidr.ToString())}");
        }

        if (warnings.Count == 0 && cidr.Address.FromIPv6Text && cidr.ToString() != value)
        {
            warnings.Add($"{path}: IPv6 CIDR value {GoText.Quote(value)} should be in RFC 5952 canonical format ({GoText.Quote(cidr.ToString())})");
        }

        return warnings;
    }

    private static IpValue? Parse(FieldErrors errors, FieldPath path, string value)
    {
        var ip = IpValue.Parse(value);
        return Report(errors, path, value, Fault(ip)) ? null : ip;
    }

    private static string? Fault(IpValue? ip) => ip switch
    {
        null => NoAddress,
        { IsStrict: false } => "must not have leading 0s",
        { IsMapped: true } => "must not be an IPv4-mapped IPv6 address",
        _ => null,
    };

    private static CidrValue? ParseCidr(FieldErrors errors, FieldPath path, string value)
    {
        var cidr = CidrValue.Parse(value);
        var fault = cidr switch
        {
            null => NoNetwork,
            { IsStrict: false } => "must not have leading 0s in IP or prefix length",
            { Address.IsMapped: true } => "must not have an IPv4-mapped IPv6 address",
            { HasHostBits: true } => "must not have bits set beyond the prefix length",
            _ => null,
        };
        return Report(errors, path, value, fault) ? null : cidr;
    }

    private static bool Report(FieldErrors errors, FieldPath path, string value, string? fault)
    {
        if (fault is not null)
        {
            errors.Invalid(path, value, fault);
        }

        return fault is not null;
    }
}
