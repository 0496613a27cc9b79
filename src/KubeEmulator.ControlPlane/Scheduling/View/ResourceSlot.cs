namespace KubeEmulator.Scheduling;

/// <summary>A resource whose name is looked at once, however many nodes it is then counted on.</summary>
internal readonly struct ResourceSlot(string name)
{
    public string Name { get; } = name;

    public ResourceKind Kind { get; } = name switch
    {
        "cpu" => ResourceKind.Cpu,
        "memory" => ResourceKind.Memory,
        "ephemeral-storage" => ResourceKind.EphemeralStorage,
        _ => ResourceKind.Other,
    };

    /// <summary>Whether it is counted one by one (<c>scheduler/util/utils.go</c>, IsScalarResourceName).</summary>
    public bool IsScalar => Kind == ResourceKind.Other
        && (Name.StartsWith("hugepages-", StringComparison.Ordinal) || Name.StartsWith("attachable-volumes-", StringComparison.Ordinal) || Name.Contains('/', StringComparison.Ordinal));
}
