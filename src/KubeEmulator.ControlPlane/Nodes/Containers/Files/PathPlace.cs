namespace KubeEmulator.Nodes.Containers.Files;

/// <summary>Where a path leads: the folder, the last name in it, and what is there (null: nothing yet).</summary>
internal readonly record struct PathPlace(PathStep Parent, string Name, FileNode? Node, SpaceBudget Budget, bool ReadOnly, string FullPath)
{
    public bool IsMountPoint => Parent.Folder is not null && Parent.Folder.Find(Name) is MountNode;
}
