namespace KubeEmulator.Expressions;

/// <summary>What joining a set or map list makes: still a set or map list.</summary>
internal sealed class CelKeyedList(CelValue[] items, CelType type) : CelList
{
    public override int Count => items.Length;

    public override CelValue this[int index] => items[index];

    public override bool EqualTo(CelValue other) => other is CelList list && CelKeyedLists.Equal(type.ListKeys!, this, list);

    public override CelValue Concat(CelList other) => CelKeyedLists.Join(type, this, other);
}
