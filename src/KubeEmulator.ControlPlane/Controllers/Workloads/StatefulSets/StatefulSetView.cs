using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>A StatefulSet's fields by name.</summary>
internal readonly record struct StatefulSetView(KubeObject Object)
{
    public string Name => Object.Name;

    public int Replicas => (int)(Object.Spec.Integer("replicas") ?? 1);

    /// <summary>The ordinal of the first pod.</summary>
    public int Start => (int)(Object.Spec.Map("ordinals")?.Integer("start") ?? 0);

    public long MinReadySeconds => Object.Spec.Integer("minReadySeconds") ?? 0;

    /// <summary>Whether pods come and go all at once, not one by one.</summary>
    public bool IsParallel => Object.Spec.String("podManagementPolicy") == "Parallel";

    public bool IsRolling => Object.Spec.Map("updateStrategy")?.String("type") is null or "RollingUpdate";

    /// <summary>The pods below this place keep the revision they have; null where the strategy has no such setting.</summary>
    public int? Partition => RollingUpdate is { } rolling ? (int)(rolling.Integer("partition") ?? 0) : null;

    /// <summary>How many pods may be missing in an update; null for the one at a time that waits for each.</summary>
    public int? MaxUnavailable => IntOrString.From(RollingUpdate?["maxUnavailable"]) is { } most ? Math.Max(most.ScaleOrZero(Replicas, roundUp: false), 1) : null;

    public IEnumerable<MapValue> ClaimTemplates => Object.Spec.Maps("volumeClaimTemplates");

    public bool DeletesClaimsWithSet => Object.Spec.Map("persistentVolumeClaimRetentionPolicy")?.String("whenDeleted") == "Delete";

    public bool DeletesClaimsWhenScaled => Object.Spec.Map("persistentVolumeClaimRetentionPolicy")?.String("whenScaled") == "Delete";

    private MapValue? RollingUpdate => Object.Spec.Map("updateStrategy")?.Map("rollingUpdate");

    /// <summary>A pod's ordinal; null where its name is not one of this set's.</summary>
    public int? OrdinalOf(string podName)
    {
        var dash = podName.LastIndexOf('-');
        return dash == Name.Length && podName.StartsWith(Name, StringComparison.Ordinal)
            && int.TryParse(podName.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? ordinal : null;
    }

    /// <summary>Whether a pod of that ordinal is wanted.</summary>
    public bool Wants(int ordinal) => ordinal >= Start && ordinal < Start + Replicas;

    public string PodName(int ordinal) => $"{Name}-{ordinal.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The name of a pod's claim by a claim template.</summary>
    public string ClaimName(MapValue template, int ordinal) => $"{template.StringAt("metadata", "name")}-{PodName(ordinal)}";
}
