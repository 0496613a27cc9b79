using System.Collections;

namespace KubeEmulator.Patching.Apply;

/// <summary>The faults found so far and the path being looked at; the path becomes text only for a fault.</summary>
internal sealed class TypeFaults : IReadOnlyList<string>
{
    private readonly List<PathElement> _path = [];
    private readonly List<string> _faults = [];

    public int Count => _faults.Count;

    public string this[int index] => _faults[index];

    public void Enter(PathElement element) => _path.Add(element);

    public void Leave() => _path.RemoveAt(_path.Count - 1);

    /// <summary>A fault at the current path.</summary>
    public void Add(string message) => _faults.Add(_path.Count == 0 ? message : $"{string.Concat(_path)}: {message}");

    /// <summary>Throws what was found.</summary>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw TypeFaultException.Of(this);
        }
    }

    public IEnumerator<string> GetEnumerator() => _faults.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
