namespace KubeEmulator.Objects;

/// <summary>A resource without its version: what storage, access rules and messages name. The core group is the empty string.</summary>
public readonly record struct GroupResource(string Group, string Resource) : IComparable<GroupResource>
{
    /// <summary><c>deployments.apps</c>; <c>pods</c> for the core group, as in Kubernetes' messages.</summary>
    public override string ToString() => Group.Length == 0 ? Resource : $"{Resource}.{Group}";

    /// <inheritdoc/>
    public int CompareTo(GroupResource other)
    {
        var byGroup = string.CompareOrdinal(Group, other.Group);
        return byGroup != 0 ? byGroup : string.CompareOrdinal(Resource, other.Resource);
    }

    /// <summary>Ordinal order by group, then resource.</summary>
    public static bool operator <(GroupResource left, GroupResource right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order by group, then resource.</summary>
    public static bool operator >(GroupResource left, GroupResource right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order by group, then resource.</summary>
    public static bool operator <=(GroupResource left, GroupResource right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order by group, then resource.</summary>
    public static bool operator >=(GroupResource left, GroupResource right) => left.CompareTo(right) >= 0;
}
