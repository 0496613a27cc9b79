namespace KubeEmulator.Expressions;

/// <summary>The sizes of a container's keys and values.</summary>
internal sealed record EntrySize(CelKind Container, CostRange Key, CostRange Value)
{
    public static EntrySize? Union(EntrySize? a, EntrySize? b) =>
        a is null || b is null ? null : new EntrySize(a.Container, a.Key.Union(b.Key), a.Value.Union(b.Value));
}
