using System.Buffers.Binary;
using System.Net;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <summary>Addresses of nodes and of their pods by the node's number.</summary>
internal static class NodeAddresses
{
    private const uint FirstNode = (172u << 24) | (18u << 16) | 2;

    // Pod networks begin at 10.244.0.0, as those of most clusters do, and go on within 10.128.0.0/9: never where Services are.
    private const uint PodSpace = (10u << 24) | (128u << 16);
    private const uint PodSpaceSize = 1u << 23;
    private const uint FirstPods = (244u - 128u) << 16;

    /// <summary>The address of a node.</summary>
    public static string Of(int index) => Text(FirstNode + (uint)index);

    /// <summary>The number of the node with an address; -1 where it is none of ours.</summary>
    public static int IndexOf(string address) =>
        IPAddress.TryParse(address, out var parsed) && parsed.GetAddressBytes() is { Length: 4 } bytes && BinaryPrimitives.ReadUInt32BigEndian(bytes) is var number and >= FirstNode and < FirstNode + (1 << 20)
            ? (int)(number - FirstNode)
            : -1;

    /// <summary>The first block of 256 addresses after a range of pod addresses; 0 where the range is none of ours.</summary>
    public static int BlockAfter(string range)
    {
        if (!IPNetwork.TryParse(range, out var network) || network.BaseAddress.GetAddressBytes() is not { Length: 4 } bytes)
        {
            return 0;
        }

        var offset = BinaryPrimitives.ReadUInt32BigEndian(bytes) - PodSpace;
        return offset >= PodSpaceSize ? 0 : (int)((((offset + PodSpaceSize - FirstPods) % PodSpaceSize) >> 8) + (1u << Math.Max(24 - network.PrefixLength, 0)));
    }

    /// <summary>A range of pod addresses that begins so many times 256 addresses after the first.</summary>
    public static string PodRange(int block, int prefix) => $"{Text(PodSpace + ((FirstPods + ((uint)block << 8)) % PodSpaceSize))}/{prefix}";

    /// <summary>A range of IPv6 pod addresses.</summary>
    public static string PodRange6(int index) => $"fd00:10:244:{index:x}::/64";

    /// <summary>How many addresses of 256 a node of so many pods needs, as a power of two, and the prefix.</summary>
    public static (int Blocks, int Prefix) SizeFor(long pods)
    {
        var (blocks, prefix) = (1, 24);
        while (prefix > 12 && (blocks * 256L) - 4 < pods)
        {
            (blocks, prefix) = (blocks * 2, prefix - 1);
        }

        return (blocks, prefix);
    }

    /// <summary>The addresses that a node object names for itself, IPv4 and IPv6.</summary>
    public static IReadOnlyList<string> Internal(KubeObject node) =>
        [.. node.Status.Maps("addresses").Where(a => a.String("type") == "InternalIP").Select(a => a.StringOrEmpty("address")).Where(a => IPAddress.TryParse(a, out _))];

    private static string Text(uint address) => new IPAddress([(byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address]).ToString();
}
