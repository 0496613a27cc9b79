using System.Collections;

namespace KubeEmulator.Patching.Apply;

/// <summary>The owners of an object's fields while a write is worked out. There are few, so a list is searched.</summary>
internal sealed class FieldOwners : IReadOnlyCollection<FieldOwner>
{
    private readonly List<FieldOwner> _owners;

    public FieldOwners() => _owners = [];

    private FieldOwners(List<FieldOwner> owners) => _owners = owners;

    public int Count => _owners.Count;

    public FieldOwner? this[ManagerId id] => IndexOf(id) is var index and >= 0 ? _owners[index] : null;

    /// <summary>Adds an owner or puts it in the place of the one with the same identifier; one without fields is removed.</summary>
    public void Set(FieldOwner owner)
    {
        var index = IndexOf(owner.Id);
        if (owner.Fields.IsEmpty)
        {
            if (index >= 0)
            {
                _owners.RemoveAt(index);
            }
        }
        else if (index >= 0)
        {
            _owners[index] = owner;
        }
        else
        {
            _owners.Add(owner);
        }
    }

    /// <summary>Adds an owner as it was stored, even one without fields; a later entry of the same manager wins.</summary>
    public void Restore(FieldOwner owner)
    {
        Remove(owner.Id);
        _owners.Add(owner);
    }

    public void Remove(ManagerId id)
    {
        if (IndexOf(id) is var index and >= 0)
        {
            _owners.RemoveAt(index);
        }
    }

    /// <summary>Replaces every owner by what <paramref name="edit"/> makes of it; null and owners without fields go.</summary>
    public void Edit(Func<FieldOwner, FieldOwner?> edit)
    {
        for (var i = _owners.Count - 1; i >= 0; i--)
        {
            if (edit(_owners[i]) is { Fields.IsEmpty: false } edited)
            {
                _owners[i] = edited;
            }
            else
            {
                _owners.RemoveAt(i);
            }
        }
    }

    /// <summary>A copy to try something on.</summary>
    public FieldOwners Copy() => new([.. _owners]);

    public IEnumerator<FieldOwner> GetEnumerator() => _owners.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(ManagerId id)
    {
        for (var i = 0; i < _owners.Count; i++)
        {
            if (_owners[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }
}
