using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages;

/// <summary>Which objects a Stage is for: all of its conditions must hold; kwok's <c>lifecycle.go</c> (match).</summary>
internal sealed class StageSelector(LabelSelector labels, LabelSelector annotations, IReadOnlyList<StageRequirement> requirements, IReadOnlyList<CelProgram> programs)
{
    public bool Matches(KubeObject target) =>
        labels.Matches(target.Metadata.Labels)
        && annotations.Matches(target.Metadata.Annotations)
        && requirements.All(r => r.Matches(target.Root))
        && (programs.Count == 0 || Holds(target.Root));

    private bool Holds(MapValue document)
    {
        var self = StageCel.Self(document);
        return programs.All(p => p.Evaluate(self).IsTrue);
    }
}
