using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Chooses devices for all claims of a pod on one node: the first complete choice in the order of claims, requests, pools and devices,
/// going back where a choice leads nowhere. Upstream: dynamic-resource-allocation's
/// <c>structured/internal/stable/allocator_stable.go</c>.
/// </summary>
internal sealed class DeviceAllocator
{
    // What one allocation can hold (AllocationResultsMaxSize).
    private const int MostDevices = 32;

    private readonly IReadOnlyList<KubeObject> _claims;
    private readonly IReadOnlyList<DevicePool> _pools;
    private readonly DeviceSelectors _selectors;
    private readonly HashSet<DeviceId> _inUse;
    private readonly DeviceRequest[][][] _requests;
    private readonly Dictionary<(DeviceRequest Request, DeviceId Device), bool> _suits = [];
    private readonly List<ChosenDevice>[] _chosen;

    private DeviceAllocator(Snapshot snapshot, IReadOnlyList<KubeObject> claims, IReadOnlyList<DevicePool> pools, IEnumerable<DeviceId> inUse, DeviceSelectors selectors)
    {
        (_claims, _pools, _selectors, _inUse) = (claims, pools, selectors, [.. inUse]);
        _requests = [.. claims.Select(c => (c.Spec.Map("devices")?.Maps("requests") ?? []).Select(r => Alternatives(snapshot, c, r)).ToArray())];
        _chosen = [.. claims.Select(_ => new List<ChosenDevice>())];
    }

    /// <summary>The devices for each claim; null where they cannot all be had.</summary>
    /// <exception cref="DeviceFaultException">It makes no sense to look.</exception>
    public static IReadOnlyList<IReadOnlyList<ChosenDevice>>? Allocate(
        Snapshot snapshot, IReadOnlyList<KubeObject> claims, IReadOnlyList<DevicePool> pools, IEnumerable<DeviceId> inUse, DeviceSelectors selectors)
    {
        var allocator = new DeviceAllocator(snapshot, claims, pools, inUse, selectors);
        return allocator.Request(0, 0) ? allocator._chosen : null;
    }

    private static DeviceRequest[] Alternatives(Snapshot snapshot, KubeObject claim, MapValue request)
    {
        var name = request.StringOrEmpty("name");
        DeviceRequest Make(string? alternative, MapValue body)
        {
            var deviceClass = body.StringOrEmpty("deviceClassName");
            return snapshot.Get(new ObjectKey(SchedulingResources.DeviceClasses, "", deviceClass)) is { } found
                ? new DeviceRequest(name, alternative, body, found)
                : throw new DeviceFaultException(
                    $"claim {claim.Namespace}/{claim.Name}, request {alternative ?? name}: could not retrieve device class {deviceClass}: deviceclass.resource.k8s.io \"{deviceClass}\" not found");
        }

        return request.Map("exactly") is { } exactly ? [Make(null, exactly)] : [.. request.Maps("firstAvailable").Select(s => Make(s.StringOrEmpty("name"), s))];
    }

    // Everything from one request of one claim on.
    private bool Request(int claim, int request)
    {
        if (claim == _claims.Count)
        {
            return true;
        }

        if (request == _requests[claim].Length)
        {
            return Request(claim + 1, 0);
        }

        foreach (var alternative in _requests[claim][request])
        {
            if (alternative.WantsAll ? TakeAll(claim, request, alternative) : Take(claim, request, alternative, alternative.Count))
            {
                return true;
            }
        }

        return false;
    }

    private bool Take(int claim, int request, DeviceRequest wanted, long left)
    {
        if (left == 0)
        {
            return Request(claim, request + 1);
        }

        if (_chosen[claim].Count + left > MostDevices)
        {
            return false;
        }

        foreach (var device in _pools.Where(p => p is { IsComplete: true, IsValid: true }).SelectMany(p => p.Devices))
        {
            if (TryUse(claim, wanted, device))
            {
                if (Take(claim, request, wanted, left - 1))
                {
                    return true;
                }

                GiveBack(claim, wanted);
            }
        }

        return false;
    }

    private bool TakeAll(int claim, int request, DeviceRequest wanted)
    {
        if (_pools.FirstOrDefault(p => !p.IsComplete || !p.IsValid) is { } pool)
        {
            throw new DeviceFaultException(
                $"claim {_claims[claim].Namespace}/{_claims[claim].Name}, request {wanted.Name ?? wanted.Parent}: asks for all devices, but resource pool {pool.Driver}/{pool.Name} is currently {(pool.IsComplete ? "invalid" : "being updated")}");
        }

        PoolDevice[] all = [.. _pools.SelectMany(p => p.Devices).Where(d => Suits(claim, wanted, d))];
        var taken = 0;
        if (all.Length > 0 && _chosen[claim].Count + all.Length <= MostDevices)
        {
            taken = all.TakeWhile(device => TryUse(claim, wanted, device)).Count();
            if (taken == all.Length && Request(claim, request + 1))
            {
                return true;
            }
        }

        for (; taken > 0; taken--)
        {
            GiveBack(claim, wanted);
        }

        return false;
    }

    private bool TryUse(int claim, DeviceRequest wanted, PoolDevice device)
    {
        var isTaken = wanted.IsAdmin ? _chosen[claim].Exists(c => c.Device.Id == device.Id) : _inUse.Contains(device.Id);
        if (isTaken || !Suits(claim, wanted, device) || !wanted.Tolerates(device) || !FitsConstraints(claim, wanted, device))
        {
            return false;
        }

        _chosen[claim].Add(new ChosenDevice(wanted, device));
        if (!wanted.IsAdmin)
        {
            _inUse.Add(device.Id);
        }

        return true;
    }

    private void GiveBack(int claim, DeviceRequest wanted)
    {
        var last = _chosen[claim][^1];
        _chosen[claim].RemoveAt(_chosen[claim].Count - 1);
        if (!wanted.IsAdmin)
        {
            _inUse.Remove(last.Device.Id);
        }
    }

    private bool Suits(int claim, DeviceRequest wanted, PoolDevice device)
    {
        if (!_suits.TryGetValue((wanted, device.Id), out var suits))
        {
            _suits[(wanted, device.Id)] = suits = _selectors.Match(wanted.Class.Spec.Maps("selectors"), device, $"class {wanted.Class.Name}")
                && _selectors.Match(wanted.Body.Maps("selectors"), device, $"claim {_claims[claim].Namespace}/{_claims[claim].Name}");
        }

        return suits;
    }

    // All devices that a constraint is about have the same value of its attribute, or each its own.
    private bool FitsConstraints(int claim, DeviceRequest wanted, PoolDevice device)
    {
        foreach (var constraint in _claims[claim].Spec.Map("devices")?.Maps("constraints") ?? [])
        {
            string[] names = [.. constraint.Strings("requests")];
            if (names.Length > 0 && !wanted.IsAmong(names))
            {
                continue;
            }

            var attribute = constraint.String("matchAttribute") ?? constraint.StringOrEmpty("distinctAttribute");
            var others = _chosen[claim].Where(c => names.Length == 0 || c.Request.IsAmong(names)).Select(c => c.Device.Attribute(attribute));
            if (device.Attribute(attribute) is not { } value || others.Any(other => Equals(other, value) == constraint.ContainsKey("distinctAttribute")))
            {
                return false;
            }
        }

        return true;
    }
}
