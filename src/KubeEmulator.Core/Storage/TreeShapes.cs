using KubeEmulator.Objects;

namespace KubeEmulator.Storage;

/// <summary>
/// The nodes of the trees that a snapshot has, named where no type is a parameter: the compiler that makes code ahead of a process makes it
/// for what is named so, and not for what only generic code makes (a first start compiled thirty methods of them).
/// </summary>
internal static class TreeShapes
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Type> All =
    [
        typeof(TreeLeaf<ObjectPath, KubeObject, PathOrder>),
        typeof(TreeBranch<ObjectPath, KubeObject, PathOrder>),
        typeof(TreeLeaf<GroupResource, ResourceState, ResourceOrder>),
        typeof(TreeBranch<GroupResource, ResourceState, ResourceOrder>),
        typeof(TreeLeaf<IndexEntry, byte, IndexEntry.Order>),
        typeof(TreeBranch<IndexEntry, byte, IndexEntry.Order>),
    ];
}
