using KubeEmulator.Objects;

namespace KubeEmulator.Storage;

/// <summary>Resources by group, then name.</summary>
internal readonly struct ResourceOrder : IComparer<GroupResource>
{
    public int Compare(GroupResource x, GroupResource y) => x.CompareTo(y);
}
