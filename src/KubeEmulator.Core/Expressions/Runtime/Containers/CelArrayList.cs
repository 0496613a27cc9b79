namespace KubeEmulator.Expressions;

/// <summary>A list made by an expression.</summary>
internal sealed class CelArrayList(params CelValue[] items) : CelList
{
    public static readonly CelArrayList Empty = new();

    public override int Count => items.Length;

    public override CelValue this[int index] => items[index];
}
