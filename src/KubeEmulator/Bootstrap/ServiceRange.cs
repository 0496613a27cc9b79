using System.Net;

namespace KubeEmulator.Bootstrap;

/// <summary>The addresses of Services.</summary>
internal static class ServiceRange
{
    /// <summary>The first usable address of a range such as <c>10.96.0.0/16</c>: the Service <c>kubernetes</c> has it.</summary>
    public static string FirstAddress(string range)
    {
        var bytes = IPNetwork.Parse(range).BaseAddress.GetAddressBytes();
        bytes[^1]++;
        return new IPAddress(bytes).ToString();
    }
}
