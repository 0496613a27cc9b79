using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary>
/// A value while an expression runs. Errors are values too (<see cref="CelError"/>), because <c>&amp;&amp;</c> and
/// <c>||</c> absorb them.
/// </summary>
internal abstract class CelValue
{
    /// <summary>The type as <c>type(x)</c> tells it.</summary>
    public abstract CelType Type { get; }

    /// <summary>Equality as <c>==</c> sees it: never an error, false across types except between numbers.</summary>
    public abstract bool EqualTo(CelValue other);

    /// <summary>A hash that agrees with <see cref="EqualTo"/>.</summary>
    public virtual int Hash() => 0;

    /// <summary>What <c>size()</c> says where it is defined, else -1.</summary>
    public virtual long Size => -1;

    /// <summary>Whether this is the value <c>optional.ofNonZeroValue</c> drops.</summary>
    public virtual bool IsZero => false;

    /// <summary>The JSON for this value; <c>null</c> where there is none.</summary>
    public virtual Value? ToJson() => null;

    /// <summary>The value as error messages show it (Go's <c>%v</c>).</summary>
    public override string ToString() => Type.Name;
}
