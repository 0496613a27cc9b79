using System.Collections;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>
/// Amounts by resource name (<c>cpu</c>, <c>requests.memory</c>); the operations are those of component-helpers'
/// <c>resource/helpers.go</c> and apiserver's <c>pkg/quota/v1/resources.go</c>. Changed in place by its owner.
/// </summary>
internal sealed class ResourceList : IEnumerable<KeyValuePair<string, Quantity>>
{
    // Never written to.
    private static readonly Dictionary<string, Quantity> Nothing = new(StringComparer.Ordinal);

    // Made with the first amount: most pods ask for nothing, and each is asked again and again.
    private Dictionary<string, Quantity>? _own;

    private Dictionary<string, Quantity> Amounts => _own ?? Nothing;

    private Dictionary<string, Quantity> Own => _own ??= new Dictionary<string, Quantity>(StringComparer.Ordinal);

    /// <summary>How many resources are named.</summary>
    public int Count => Amounts.Count;

    /// <summary>The names, sorted.</summary>
    public IEnumerable<string> Names => Amounts.Keys.Order(StringComparer.Ordinal);

    /// <summary>The amount; zero where the resource is not named.</summary>
    public Quantity this[string name]
    {
        get => Amounts.GetValueOrDefault(name);
        set => Own[name] = value;
    }

    /// <summary>The list that a document holds; malformed amounts, which validation refuses, are left out.</summary>
    public static ResourceList From(MapValue? map)
    {
        var list = new ResourceList();
        foreach (var (name, value) in map ?? MapValue.Empty)
        {
            if (Quantity.From(value) is { } amount)
            {
                list.Own[name] = amount;
            }
        }

        return list;
    }

    /// <summary>Whether the resource is named.</summary>
    public bool Contains(string name) => Amounts.ContainsKey(name);

    /// <summary>The amount, where the resource is named.</summary>
    public bool TryGet(string name, out Quantity amount) => Amounts.TryGetValue(name, out amount);

    /// <summary>Removes a resource.</summary>
    public void Remove(string name) => _own?.Remove(name);

    /// <summary>Adds another list's amounts.</summary>
    public ResourceList Add(ResourceList other)
    {
        foreach (var (name, amount) in other.Amounts)
        {
            Own[name] = Amounts.TryGetValue(name, out var mine) ? mine + amount : amount;
        }

        return this;
    }

    /// <summary>Takes away another list's amounts; what is not named here becomes negative.</summary>
    public ResourceList Subtract(ResourceList other)
    {
        foreach (var (name, amount) in other.Amounts)
        {
            Own[name] = Amounts.TryGetValue(name, out var mine) ? mine - amount : -amount;
        }

        return this;
    }

    /// <summary>Raises amounts to another list's where those are larger.</summary>
    public ResourceList Raise(ResourceList other)
    {
        foreach (var (name, amount) in other.Amounts)
        {
            if (!Amounts.TryGetValue(name, out var mine) || amount > mine)
            {
                Own[name] = amount;
            }
        }

        return this;
    }

    /// <summary>The names of which more is here than <paramref name="limits"/> allows, sorted.</summary>
    public IEnumerable<string> Exceeding(ResourceList limits) =>
        Names.Where(name => limits.TryGet(name, out var limit) && this[name] > limit);

    /// <summary>A list of its own with only these names.</summary>
    public ResourceList Masked(IEnumerable<string> names)
    {
        var masked = new ResourceList();
        foreach (var name in names)
        {
            if (TryGet(name, out var amount))
            {
                masked[name] = amount;
            }
        }

        return masked;
    }

    /// <summary>A list of its own.</summary>
    public ResourceList Copy() => new ResourceList().Add(this);

    /// <summary>Whether every amount is zero.</summary>
    public bool IsZero() => Amounts.Values.All(amount => amount.IsZero);

    /// <summary>Whether the same resources are named with the same amounts.</summary>
    public bool Same(ResourceList other) =>
        Count == other.Count && Amounts.All(pair => other.TryGet(pair.Key, out var amount) && amount == pair.Value);

    /// <summary>The map a document holds, sorted by name.</summary>
    public MapValue ToValue()
    {
        var map = new MapBuilder(Count);
        foreach (var name in Names)
        {
            map[name] = this[name].ToString();
        }

        return map.Build();
    }

    /// <summary>As Kubernetes' messages show it: <c>limits.cpu=2,requests.cpu=1</c>.</summary>
    public override string ToString() => string.Join(',', Names.Select(name => $"{name}={this[name]}"));

    /// <summary>The amounts; a plain <c>foreach</c> allocates nothing.</summary>
    public Dictionary<string, Quantity>.Enumerator GetEnumerator() => Amounts.GetEnumerator();

    IEnumerator<KeyValuePair<string, Quantity>> IEnumerable<KeyValuePair<string, Quantity>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
