using KubeEmulator.Objects;

namespace KubeEmulator.Scheduling;

/// <summary>What a pod's waiting claims would get on a node.</summary>
/// <param name="Bindings">Claims with the existing volumes found for them.</param>
/// <param name="Provisions">Claims for which a volume would be made.</param>
internal sealed record NodeVolumes(IReadOnlyList<(KubeObject Claim, KubeObject Volume)> Bindings, IReadOnlyList<KubeObject> Provisions)
{
    public static readonly NodeVolumes None = new([], []);

    public bool IsEmpty => Bindings.Count + Provisions.Count == 0;
}
