namespace KubeEmulator.Expressions;

/// <summary>Variables by name. Values may be computed when first asked for.</summary>
internal sealed class CelActivation : ICelActivation
{
    public static readonly CelActivation Empty = new();
    private readonly Dictionary<string, Func<CelValue?>> _values = new(StringComparer.Ordinal);

    /// <summary>Sets a variable.</summary>
    public CelActivation Set(string name, CelValue value)
    {
        _values[name] = () => value;
        return this;
    }

    /// <summary>Sets a variable that is computed on demand.</summary>
    public CelActivation Set(string name, Func<CelValue?> value)
    {
        _values[name] = value;
        return this;
    }

    /// <inheritdoc/>
    public CelValue? Find(string name) => _values.TryGetValue(name, out var value) ? value() : null;
}
