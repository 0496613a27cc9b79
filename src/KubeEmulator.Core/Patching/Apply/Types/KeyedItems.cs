using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>The items of one key: one, or duplicates. A class: tables of references need no code of their own when a process starts.</summary>
internal sealed record KeyedItems(PathElement Element, Value First, ListValue? More)
{
    public int Count => 1 + (More?.Count ?? 0);

    public KeyedItems And(Value item) => this with { More = (More ?? ListValue.Empty).Add(item) };

    public bool SameAs(KeyedItems other) => First == other.First && More! == other.More!;
}
