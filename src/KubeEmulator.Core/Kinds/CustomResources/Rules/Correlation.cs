using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// What a value of an update was before, as far as it can be told, so that rules which held for an unchanged value before
/// refuse nothing now; apiserver's <c>pkg/cel/common/equality.go</c> and <c>ratchetingOptions</c> of apiextensions.
/// </summary>
internal readonly record struct Correlation(Value? New, Value? Old, Value? ParentNew, Value? ParentOld)
{
    public static readonly Correlation None;

    /// <summary>Whether faults of the value are none of this write's making.</summary>
    public bool IsUnchanged => New is not null && Old is not null
        ? New.Equals(Old)
        : ParentNew is not null && ParentOld is not null && ParentNew.Equals(ParentOld);

    public Correlation Key(string key) => Below((New as MapValue)?[key], (Old as MapValue)?[key]);

    public Correlation Item(Value item, Value? old) => Below(item, old);

    private Correlation Below(Value? value, Value? old) =>
        New is not null && Old is not null ? new Correlation(value, old, New, Old) : this;
}
