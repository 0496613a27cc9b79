namespace KubeEmulator.Storage;

/// <summary>Gives equal names as one string, so that keys are compared by reference and kept once. Under the store's lock.</summary>
internal sealed class SharedNames
{
    /// <summary>More namespaces than this are forgotten and learned anew; it costs sharing, nothing else.</summary>
    private const int Bound = 4096;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public string Share(string name)
    {
        if (_names.TryGetValue(name, out var known))
        {
            return known;
        }

        if (_names.Count == Bound)
        {
            _names.Clear();
        }

        _names.Add(name);
        return name;
    }
}
