using KubeEmulator.Api;

namespace KubeEmulator.Kinds;

/// <summary>A kind with nothing special but its table.</summary>
internal sealed class ColumnsBehavior(TableColumns columns) : KindBehavior
{
    public override TableColumns Columns => columns;
}
