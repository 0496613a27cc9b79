using System.Runtime.CompilerServices;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Amounts as the scheduler counts them: cpu in thousandths, memory and ephemeral storage in bytes, the others as they are;
/// kube-scheduler's <c>framework/types.go</c>, Resource. Changed in place by its owner.
/// </summary>
internal sealed class ResourceAmounts
{
    // What a container that names no request counts for when nodes are scored (scheduler/util/pod_resources.go).
    private const long DefaultMilliCpu = 100;
    private const long DefaultMemory = 200 * 1024 * 1024;

    private static readonly PodResourcesOptions WithDefaults = new()
    {
        NonMissingRequests = new ResourceList { ["cpu"] = Quantity.OfMilli(DefaultMilliCpu), ["memory"] = Quantity.Of(DefaultMemory) },
    };

    private static readonly PodResourcesOptions Specified = new() { UseStatus = false };
    private static readonly PodResourcesOptions SpecifiedWithDefaults = WithDefaults with { UseStatus = false };

    public long MilliCpu { get; set; }

    public long Memory { get; set; }

    public long EphemeralStorage { get; set; }

    public long AllowedPods { get; private set; }

    /// <summary>Extended resources, huge pages and attachable volumes; null where there are none.</summary>
    public SortedDictionary<string, long>? Scalars { get; private set; }

    /// <summary>What a node offers.</summary>
    public static ResourceAmounts Allocatable(KubeObject node) => From(ResourceList.From(node.Status.Map("allocatable")));

    /// <summary>What a pod asks for; for one that is already on a node, resizes under way count.</summary>
    public static ResourceAmounts Requests(PodView pod, bool placed) => From(PodResources.Requests(pod, placed ? PodResourcesOptions.Default : Specified));

    /// <summary>What a pod asks for where containers without a request count for a little.</summary>
    public static ResourceAmounts NonZeroRequests(PodView pod, bool placed) => From(PodResources.Requests(pod, placed ? WithDefaults : SpecifiedWithDefaults));

    /// <summary>The amount of a resource; 0 where it is not named.</summary>
    public long Of(string resource) => Of(new ResourceSlot(resource));

    /// <summary>The same for a resource that is asked about for many nodes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Of(in ResourceSlot resource) => resource.Kind switch
    {
        ResourceKind.Cpu => MilliCpu,
        ResourceKind.Memory => Memory,
        ResourceKind.EphemeralStorage => EphemeralStorage,
        _ => Scalars is null ? 0 : Scalar(resource.Name),
    };

    public void Add(ResourceAmounts other, int sign)
    {
        MilliCpu += sign * other.MilliCpu;
        Memory += sign * other.Memory;
        EphemeralStorage += sign * other.EphemeralStorage;
        if (other.Scalars is null)
        {
            return;
        }

        foreach (var (name, amount) in other.Scalars)
        {
            Scalars ??= new SortedDictionary<string, long>(StringComparer.Ordinal);
            Scalars[name] = Scalars.GetValueOrDefault(name) + (sign * amount);
        }
    }

    public ResourceAmounts Copy()
    {
        var copy = new ResourceAmounts { AllowedPods = AllowedPods };
        copy.Add(this, 1);
        return copy;
    }

    /// <summary>Whether a name is of a resource counted one by one (<c>scheduler/util/utils.go</c>, IsScalarResourceName).</summary>
    private static bool IsScalar(string name) => new ResourceSlot(name).IsScalar;

    private long Scalar(string name) => Scalars!.TryGetValue(name, out var amount) ? amount : 0;

    private static ResourceAmounts From(ResourceList list)
    {
        var amounts = new ResourceAmounts();
        foreach (var (name, quantity) in list)
        {
            amounts.Set(name, quantity);
        }

        return amounts;
    }

    private void Set(string name, Quantity quantity)
    {
        switch (name)
        {
            case "cpu":
                MilliCpu = quantity.MilliValue;
                break;
            case "memory":
                Memory = quantity.Value;
                break;
            case "ephemeral-storage":
                EphemeralStorage = quantity.Value;
                break;
            case "pods":
                AllowedPods = quantity.Value;
                break;
            default:
                if (IsScalar(name))
                {
                    (Scalars ??= new SortedDictionary<string, long>(StringComparer.Ordinal))[name] = quantity.Value;
                }

                break;
        }
    }
}
