namespace KubeEmulator.Scheduling;

/// <summary>How often each of some keys occurs; a key that no longer occurs is forgotten.</summary>
internal sealed class Occurrences<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, int> _counts = [];

    public int this[TKey key] => _counts.GetValueOrDefault(key);

    public void Change(IEnumerable<TKey> keys, int by)
    {
        foreach (var key in keys)
        {
            var count = _counts.GetValueOrDefault(key) + by;
            if (count == 0)
            {
                _counts.Remove(key);
            }
            else
            {
                _counts[key] = count;
            }
        }
    }

    public void Clear() => _counts.Clear();
}
