using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>PriorityClasses. Upstream: <c>pkg/registry/scheduling/priorityclass/strategy.go</c>.</summary>
internal sealed class PriorityClassBehavior : KindBehavior
{
    public override bool TracksGeneration => true;

    // Everything that could count is immutable.
    public override bool GenerationChanges(MapValue document, KubeObject old) => false;

    public override MapValue Default(MapValue document, string version) => document.WithDefault("preemptionPolicy", "PreemptLowerPriority");
}
