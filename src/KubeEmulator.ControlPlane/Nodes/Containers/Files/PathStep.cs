namespace KubeEmulator.Nodes.Containers.Files;

/// <summary>A folder on the way to a file, with what holds there: whose space it uses and whether it may be written.</summary>
internal readonly record struct PathStep(string Name, DirectoryNode Folder, SpaceBudget Budget, bool ReadOnly);
