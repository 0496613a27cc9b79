using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary><c>pkg/registry/policy/poddisruptionbudget/strategy.go</c>.</summary>
internal sealed class PodDisruptionBudgetBehavior : SpecStatusBehavior
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly CheckedStatus Status = new((errors, status, _) => CheckStatus(errors, status), checksMetadata: false);

    public override bool AllowsUnconditionalUpdate => false;

    public override bool TracksGeneration => true;

    public override TableColumns Columns { get; } = new BudgetColumns();

    internal override bool JudgesMetadata => false;

    // Upstream checks nothing but that the name can stand in a URL.
    public override IReadOnlyList<string> NameFaults(string name, bool prefix) => NameRules.CheckPathSegment(name, prefix);

    protected override SubresourceBehavior StatusWrites => Status;

    public override bool GenerationChanges(MapValue document, KubeObject old) => !SemanticEquality.Equal(document["spec"], old.Root["spec"]);

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) => Check(errors, document.Map("spec") ?? MapValue.Empty, false);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        var before = new FieldErrors();
        LabelSelectorRules.Check(before, Spec, old.Spec.Map("selector"));
        Check(errors, document.Map("spec") ?? MapValue.Empty, before.Count > 0);
    }

    private static void Check(FieldErrors errors, MapValue spec, bool allowInvalidValues)
    {
        if (!spec["minAvailable"].IsNullOrAbsent() && !spec["maxUnavailable"].IsNullOrAbsent())
        {
            errors.InvalidText(Spec, InternalText.Of(spec, "io.k8s.api.policy.v1.PodDisruptionBudgetSpec"), "minAvailable and maxUnavailable cannot be both set");
        }

        foreach (var member in (ReadOnlySpan<string>)["minAvailable", "maxUnavailable"])
        {
            IntOrStringRules.NonNegativeOrPercent(errors, Spec.Child(member), spec[member]);
            IntOrStringRules.AtMost100Percent(errors, Spec.Child(member), spec[member]);
        }

        LabelSelectorRules.Check(errors, Spec.Child("selector"), spec.Map("selector"), allowInvalidValues);
        if (spec.String("unhealthyPodEvictionPolicy") is { } policy)
        {
            errors.OneOf(Spec.Child("unhealthyPodEvictionPolicy"), policy, "AlwaysAllow", "IfHealthyBudget");
        }
    }

    private static void CheckStatus(FieldErrors errors, MapValue status)
    {
        ConditionRules.Check(errors, FieldPath.Of("status", "conditions"), status);
        StatusCounts.NonNegative(errors, status, "disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods");
    }

    private sealed class BudgetColumns : TableColumns
    {
        public override IReadOnlyList<Value> Cells(KubeObject stored, DateTimeOffset now) =>
        [
            stored.Name,
            IntOrString.From(stored.Spec["minAvailable"])?.ToString() ?? "N/A",
            IntOrString.From(stored.Spec["maxUnavailable"])?.ToString() ?? "N/A",
            stored.Status.Integer("disruptionsAllowed") ?? 0,
            Kinds.Cells.Age(stored, now),
        ];
    }
}
