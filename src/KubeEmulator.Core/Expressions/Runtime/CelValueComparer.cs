namespace KubeEmulator.Expressions;

/// <summary>CEL's equality for hashed collections.</summary>
internal sealed class CelValueComparer : IEqualityComparer<CelValue>
{
    public static readonly CelValueComparer Instance = new();

    public bool Equals(CelValue? x, CelValue? y) => x!.EqualTo(y!);

    public int GetHashCode(CelValue obj) => obj.Hash();
}
