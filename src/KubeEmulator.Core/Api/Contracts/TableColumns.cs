using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>How a kind's objects look as rows of a Table. Column definitions come from the schema facts; this fills the cells.</summary>
public abstract class TableColumns
{
    /// <summary>The cells of one object, one for each column definition.</summary>
    /// <param name="stored">The object.</param>
    /// <param name="now">The cluster's time, for ages.</param>
    public abstract IReadOnlyList<Value> Cells(KubeObject stored, DateTimeOffset now);

    /// <summary>The row's conditions (a finished pod has one); usually none.</summary>
    public virtual ListValue? Conditions(KubeObject stored) => null;

    /// <summary>Puts the rows of a list in the order shown; usually as stored.</summary>
    public virtual IEnumerable<KubeObject> Order(IEnumerable<KubeObject> items) => items;
}
