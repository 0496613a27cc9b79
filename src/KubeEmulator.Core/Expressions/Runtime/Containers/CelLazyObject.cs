namespace KubeEmulator.Expressions;

/// <summary>
/// An object whose fields are computed when first read, once: <c>variables</c> of an admission policy
/// (apiserver pkg/cel/lazy).
/// </summary>
internal sealed class CelLazyObject(CelObjectType type, Func<string, CelValue> compute) : CelValue
{
    private readonly Dictionary<string, CelValue> _known = new(StringComparer.Ordinal);

    public override CelType Type => type;

    /// <summary>The field's value (which may be the error of computing it), or <c>null</c> where there is no such field.</summary>
    public CelValue? Find(string name)
    {
        if (type.Field(name) is null)
        {
            return null;
        }

        if (!_known.TryGetValue(name, out var value))
        {
            _known[name] = value = compute(name);
        }

        return value;
    }

    public override bool EqualTo(CelValue other) => ReferenceEquals(this, other);
}
