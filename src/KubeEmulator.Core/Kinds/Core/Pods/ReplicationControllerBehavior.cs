using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary><c>pkg/registry/core/replicationcontroller/strategy.go</c>.</summary>
internal sealed class ReplicationControllerBehavior : ReplicaBehavior
{
    public override TableColumns Columns { get; } = new WorkloadColumns(ReplicaColumns.ReplicationController);

    // The first kind with dependents keeps its first behaviour: pods live on unless the client says otherwise.
    public override string DefaultPropagation(ResourceType type) => "Orphan";

    public override MapValue Default(MapValue document, string version)
    {
        // A missing template is a fault of its own, so none is made.
        document = document.Map("spec")?.Map("template") is null
            ? document.EditMap("spec", DefaultSpec)
            : base.Default(document, version);
        if (TemplateOwner.Template(document).Map("metadata")?.Map("labels") is not { Count: > 0 } labels)
        {
            return document;
        }

        document = document.EditMap("spec", s => s.Map("selector") is { Count: > 0 } ? s : s.With("selector", labels));
        return document.EditMap("metadata", m => m.Map("labels") is { Count: > 0 } ? m : m.With("labels", labels));
    }

    protected override void CheckNew(MapValue document, FieldErrors errors) =>
        Check(errors, document.Map("spec") ?? MapValue.Empty, Options(null));

    protected override void CheckChange(WriteContext context, MapValue document, KubeObject old, FieldErrors errors) =>
        Check(errors, document.Map("spec") ?? MapValue.Empty, Options(old));

    private static void Check(FieldErrors errors, MapValue spec, PodRuleOptions options)
    {
        errors.NonNegative(Spec, spec, "minReadySeconds");
        var selector = spec.Map("selector") ?? MapValue.Empty;
        if (selector.Count == 0)
        {
            errors.Required(Spec.Child("selector"));
        }

        errors.NonNegative(Spec, spec, "replicas");
        var path = Spec.Child("template");
        if (spec.Map("template") is not { } template)
        {
            errors.Required(path);
            return;
        }

        PodTemplateRules.Selected(errors, path, template, LabelSelector.FromLabels(selector));
        PodTemplateRules.Check(errors, path, template, options);
        PodTemplateRules.AlwaysRestarting(errors, path, template, "ReplicationController");
    }
}
