using KubeEmulator.Objects;

namespace KubeEmulator.Kinds;

/// <summary>Which addresses traffic can be sent to (core <c>ValidateEndpointIP</c>).</summary>
internal static class EndpointIpRules
{
    private const uint LinkLocal = 0xA9FE;
    private const uint LinkLocalMulticast = 0xE00000;
    private const uint LinkLocalV6 = 0xFE80 >> 6;

    public static void Check(FieldErrors errors, FieldPath path, string text)
    {
        if (IpValue.Parse(text) is not { } address)
        {
            errors.Invalid(path, text, "must be a valid IP address");
            return;
        }

        if (address.Number == 0)
        {
            errors.Invalid(path, text, $"may not be unspecified ({text})");
        }

        if (address.IsIPv4 ? address.Number >> 24 == 127 : address.Number == 1)
        {
            errors.Invalid(path, text, "may not be in the loopback range (127.0.0.0/8, ::1/128)");
        }

        if (address.IsIPv4 ? address.Number >> 16 == LinkLocal : address.Number >> 118 == LinkLocalV6)
        {
            errors.Invalid(path, text, "may not be in the link-local range (169.254.0.0/16, fe80::/10)");
        }

        if (address.IsIPv4 ? address.Number >> 8 == LinkLocalMulticast : address.Number >> 120 == 0xFF && ((address.Number >> 112) & 0xF) == 2)
        {
            errors.Invalid(path, text, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
        }
    }
}
