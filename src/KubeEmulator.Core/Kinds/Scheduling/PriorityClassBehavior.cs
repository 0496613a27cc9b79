using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>PriorityClasses. Upstream: <c>pkg/registry/scheduling/priorityclass/strategy.go</c>.</summary>
internal sealed class PriorityClassBehavior : KindBehavior
{
    private static readonly TableColumns Table = new Rows((o, now) =>
    [
        o.Name,
        o.Root.Integer("value") ?? 0,
        o.Root.Bool("globalDefault") ?? false,
        Cells.Age(o, now),
        o.Root.StringOrEmpty("preemptionPolicy"),
    ]);

    public override TableColumns Columns => Table;

    public override bool TracksGeneration => true;

    // Everything that could count is immutable.
    public override bool GenerationChanges(MapValue document, KubeObject old) => false;

    public override MapValue Default(MapValue document, string version) => document.WithDefault("preemptionPolicy", "PreemptLowerPriority");

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) => PriorityClassRules.Check(document, errors);

    // Of a stored class, what matters cannot change: the rest is not judged again.
    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        // The rules look at finalizers themselves.
        ObjectMetaRules.UpdatePlainly(errors, document, old);
        PriorityClassRules.CheckUpdate(document, old, errors);
    }
}
