using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary>A map, wherever its entries come from.</summary>
internal abstract class CelMap : CelValue
{
    private static readonly CelType RuntimeType = CelType.Map(CelType.Dyn, CelType.Dyn);

    public override CelType Type => RuntimeType;

    public abstract int Count { get; }

    public abstract IEnumerable<CelValue> Keys { get; }

    public override long Size => Count;

    public override bool IsZero => Count == 0;

    public abstract CelValue? Find(CelValue key);

    /// <summary>Whether there is an entry under a key.</summary>
    public virtual bool Contains(CelValue key) => Find(key) is not null;

    /// <summary>The entry under a string key.</summary>
    public virtual CelValue? Find(string key) => Find(CelString.Of(key));

    public override bool EqualTo(CelValue other) =>
        other is CelMap map && map.Count == Count && Keys.All(k => map.Find(k) is { } theirs && Find(k)!.EqualTo(theirs));

    public override int Hash() => Keys.Aggregate(Count, (sum, key) => sum + HashCode.Combine(key.Hash(), Find(key)!.Hash()));

    public override Value? ToJson()
    {
        var builder = new MapBuilder(Count);
        foreach (var key in Keys)
        {
            if (key is not CelString name || Find(key)!.ToJson() is not { } value)
            {
                return null;
            }

            builder.Set(name.Text, value);
        }

        return builder.Build();
    }

    public override string ToString() => $"{{{string.Join(", ", Keys.Select(k => $"{k}: {Find(k)}"))}}}";
}
