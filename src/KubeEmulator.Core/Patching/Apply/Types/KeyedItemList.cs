using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>The items of a list by key, in the order in which the keys come first. Most lists are short, and looked through rather than hashed.</summary>
internal struct KeyedItemList(int capacity)
{
    private const int Short = 8;

    private readonly KeyedItems[] _items = capacity == 0 ? [] : new KeyedItems[capacity];
    private readonly Dictionary<PathElement, int>? _places = capacity > Short ? new Dictionary<PathElement, int>(capacity) : null;

    /// <summary>How many keys there are.</summary>
    public int Count { get; private set; }

    /// <summary>The items of a key by its place.</summary>
    public readonly KeyedItems this[int place] => _items[place];

    /// <summary>The items of a key; null where there are none.</summary>
    public readonly KeyedItems? Find(PathElement element) => PlaceOf(element) is >= 0 and var place ? _items[place] : null;

    /// <summary>Adds an item, of which there are no more than there was to be room for.</summary>
    public void Add(PathElement element, Value item)
    {
        if (PlaceOf(element) is >= 0 and var place)
        {
            _items[place] = _items[place].And(item);
            return;
        }

        _places?.Add(element, Count);
        _items[Count++] = new KeyedItems(element, item, null);
    }

    private readonly int PlaceOf(PathElement element)
    {
        if (_places is not null)
        {
            return _places.TryGetValue(element, out var known) ? known : -1;
        }

        for (var i = 0; i < Count; i++)
        {
            if (_items[i].Element.Equals(element))
            {
                return i;
            }
        }

        return -1;
    }
}
