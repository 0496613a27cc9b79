namespace KubeEmulator.Storage;

/// <summary>One entry of a <see cref="SortedTree{TKey, TValue, TOrder}"/>.</summary>
internal readonly struct TreeEntry<TKey, TValue>(TKey key, TValue value)
{
    public readonly TKey Key = key;
    public readonly TValue Value = value;
}
