using KubeEmulator.Objects;

namespace KubeEmulator.Storage;

/// <summary>One resource in one snapshot: its objects in list order, and the revision of its last change.</summary>
internal sealed record ResourceState(SortedTree<ObjectPath, KubeObject, PathOrder> Objects, long Revision)
{
    public static readonly ResourceState None = new(default, 0);
}
