using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Table rows whose cells are computed by a function of the object and the time.</summary>
internal sealed class Rows(Func<KubeObject, DateTimeOffset, IReadOnlyList<Value>> cells) : TableColumns
{
    /// <summary>Rows that show a name, some cells of the kind's own, and the age.</summary>
    public static Rows Aged(Func<KubeObject, IReadOnlyList<Value>> own) => new((o, now) => [o.Name, .. own(o), Kinds.Cells.Age(o, now)]);

    /// <summary>Rows that show a name and the age.</summary>
    public static readonly Rows NameAndAge = Aged(_ => []);

    public override IReadOnlyList<Value> Cells(KubeObject stored, DateTimeOffset now) => cells(stored, now);
}
