using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary>A list out of a document; its items convert when read.</summary>
internal sealed class CelSchemaList(ListValue list, CelType type) : CelList
{
    private readonly CelType _element = type.Kind == CelKind.List ? type.Element : CelType.Dyn;

    public override int Count => list.Count;

    public override CelValue this[int index] => CelConversion.FromJson(list[index], _element);

    public override bool EqualTo(CelValue other) => type.ListKeys is { } keys
        ? other is CelList theirs && CelKeyedLists.Equal(keys, this, theirs)
        : base.EqualTo(other);

    public override CelValue Concat(CelList other) => type.ListKeys is null ? base.Concat(other) : CelKeyedLists.Join(type, this, other);

    public override Value ToJson() => list;
}
