using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace KubeEmulator.Nodes.Pods;

/// <summary>The pod addresses of one node: the lowest free one of each of its ranges, so that the same pods get the same addresses.</summary>
internal sealed class AddressPool
{
    private readonly List<Network> _networks = [];

    /// <param name="ranges">The node's podCIDRs, one for each family.</param>
    public AddressPool(IEnumerable<string> ranges)
    {
        foreach (var range in ranges)
        {
            if (IPNetwork.TryParse(range, out var parsed))
            {
                _networks.Add(new Network(parsed));
            }
        }
    }

    /// <summary>One address of each family; none where a range is used up.</summary>
    public IReadOnlyList<string> Take()
    {
        var taken = new List<string>(_networks.Count);
        foreach (var network in _networks)
        {
            if (network.Take() is not { } address)
            {
                Release(taken);
                return [];
            }

            taken.Add(address);
        }

        return taken;
    }

    /// <summary>Marks addresses as taken.</summary>
    public void Keep(IEnumerable<string> addresses) => Each(addresses, static (network, address) => network.Keep(address));

    /// <summary>Gives addresses back.</summary>
    public void Release(IEnumerable<string> addresses) => Each(addresses, static (network, address) => network.Release(address));

    private void Each(IEnumerable<string> addresses, Action<Network, IPAddress> act)
    {
        foreach (var text in addresses)
        {
            if (IPAddress.TryParse(text, out var address) && _networks.Find(n => n.Contains(address)) is { } network)
            {
                act(network, address);
            }
        }
    }

    private sealed class Network(IPNetwork range)
    {
        // The network's own address and the gateway's are nobody's.
        private const uint First = 2;

        private readonly byte[] _base = range.BaseAddress.GetAddressBytes();
        private readonly HashSet<uint> _used = [];
        private readonly uint _last = Last(range);
        private uint _lowest = First;

        public bool Contains(IPAddress address) => address.AddressFamily == range.BaseAddress.AddressFamily && range.Contains(address);

        public string? Take()
        {
            while (!_used.Add(_lowest))
            {
                _lowest++;
            }

            if (_lowest <= _last)
            {
                return Address(_lowest++);
            }

            _used.Remove(_lowest);
            return null;
        }

        public void Keep(IPAddress address) => _used.Add(Offset(address));

        public void Release(IPAddress address)
        {
            var offset = Offset(address);
            if (_used.Remove(offset) && offset < _lowest)
            {
                _lowest = offset;
            }
        }

        private string Address(uint offset)
        {
            var bytes = (byte[])_base.Clone();
            var low = bytes.AsSpan(bytes.Length - 4);
            BinaryPrimitives.WriteUInt32BigEndian(low, BinaryPrimitives.ReadUInt32BigEndian(low) + offset);
            return new IPAddress(bytes).ToString();
        }

        private uint Offset(IPAddress address) =>
            BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes().AsSpan(_base.Length - 4)) - BinaryPrimitives.ReadUInt32BigEndian(_base.AsSpan(_base.Length - 4));

        private static uint Last(IPNetwork range)
        {
            var host = (range.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 32 : 128) - range.PrefixLength;
            return host >= 32 ? uint.MaxValue - 1 : (1u << host) - 2;
        }
    }
}
