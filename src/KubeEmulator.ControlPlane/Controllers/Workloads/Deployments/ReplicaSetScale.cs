namespace KubeEmulator.Controllers.Workloads;

/// <summary>A ReplicaSet and the size it is to have.</summary>
internal readonly record struct ReplicaSetScale(ReplicaSetView Set, int Size);
