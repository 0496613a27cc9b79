using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary><c>pkg/registry/apps/deployment/strategy.go</c>.</summary>
internal sealed class DeploymentBehavior : WorkloadBehavior
{
    private static readonly CheckedStatus Status = new(DeploymentRules.Status, keepsLabels: true);

    public override TableColumns Columns { get; } = new WorkloadColumns(ReplicaColumns.Deployment);

    protected override void CheckNew(MapValue document, FieldErrors errors) =>
        DeploymentRules.Check(errors, document.Map("spec") ?? MapValue.Empty, Options(null));

    protected override void CheckChange(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        DeploymentRules.Check(errors, document.Map("spec") ?? MapValue.Empty, Options(old));
        errors.Immutable(Spec.Child("selector"), document.At("spec", "selector"), old.Root.At("spec", "selector"));
    }

    // Annotations count too, because they are copied to ReplicaSets.
    public override bool GenerationChanges(MapValue document, KubeObject old) =>
        base.GenerationChanges(document, old) || !SemanticEquality.Equal(document.At("metadata", "annotations"), old.Root.At("metadata", "annotations"));

    public override SubresourceBehavior? Subresource(string name) => name == "status" ? Status : null;

    public override ScaleMapping Scale(ResourceType type) => new("spec.replicas", "status.replicas", "spec.selector");

    public override IReadOnlyList<string> ResetFields(string subresource) => subresource == "status" ? ["spec", "metadata.labels"] : base.ResetFields(subresource);

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        if (old is null)
        {
            WarnName(document, warn);
        }

        base.Warn(context, document, old, warn);
    }

    protected override MapValue DefaultSpec(MapValue spec)
    {
        spec = spec.WithDefault("replicas", 1);
        var strategy = PodSpecDefaults.WithDefaultText(spec.Map("strategy") ?? MapValue.Empty, "type", "RollingUpdate");
        if (strategy.StringOrEmpty("type") == "RollingUpdate")
        {
            strategy = strategy.With("rollingUpdate", (strategy.Map("rollingUpdate") ?? MapValue.Empty).WithDefault("maxUnavailable", "25%").WithDefault("maxSurge", "25%"));
        }

        return spec.With("strategy", strategy).WithDefault("revisionHistoryLimit", 10).WithDefault("progressDeadlineSeconds", 600);
    }
}
