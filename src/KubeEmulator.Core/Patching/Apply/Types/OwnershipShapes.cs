namespace KubeEmulator.Patching.Apply;

/// <summary>What a value of a type may be.</summary>
[Flags]
internal enum OwnershipShapes
{
    None = 0,
    Scalar = 1,
    List = 2,
    Map = 4,
    All = Scalar | List | Map,
}
