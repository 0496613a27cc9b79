using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary><c>pkg/registry/apps/daemonset/strategy.go</c>. In apps/v1 the template's generation lives in an annotation.</summary>
internal sealed class DaemonSetBehavior : WorkloadBehavior
{
    private const string TemplateGeneration = "deprecated.daemonset.template.generation";
    private static readonly DaemonSetStatus Status = new();

    public override TableColumns Columns { get; } = new WorkloadColumns(ReplicaColumns.DaemonSet);

    // Conversion writes the annotation always.
    public override MapValue Default(MapValue document, string version)
    {
        document = base.Default(document, version);
        return document.StringAt("metadata", "annotations", TemplateGeneration) is null ? WithGeneration(document, 0) : document;
    }

    public override MapValue PrepareForCreate(WriteContext context, MapValue document) =>
        WithGeneration(base.PrepareForCreate(context, document), Math.Max(Generation(document), 1));

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        document = base.PrepareForUpdate(context, document, old);
        var changed = !SemanticEquality.Equal(TemplateOwner.Template(document), TemplateOwner.Template(old.Root));
        return WithGeneration(document, Generation(old.Root) + (changed ? 1 : 0));
    }

    // The annotation exists in apps/v1 only, not in what metadata is taken from.
    public override MapValue MetadataAlone(KubeObject stored)
    {
        var annotations = stored.Metadata.Annotations.Without(TemplateGeneration);
        return annotations.Count == 0 ? stored.Metadata.Root.Without("annotations") : stored.Metadata.Root.With("annotations", annotations);
    }

    protected override void CheckNew(MapValue document, FieldErrors errors) =>
        DaemonSetRules.Check(errors, document.Map("spec") ?? MapValue.Empty, Options(null));

    protected override void CheckChange(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        errors.Immutable(Spec.Child("selector"), document.At("spec", "selector"), old.Root.At("spec", "selector"));
        DaemonSetRules.Check(errors, document.Map("spec") ?? MapValue.Empty, Options(old));
    }

    public override SubresourceBehavior? Subresource(string name) => name == "status" ? Status : null;

    protected override MapValue DefaultSpec(MapValue spec)
    {
        var strategy = PodSpecDefaults.WithDefaultText(spec.Map("updateStrategy") ?? MapValue.Empty, "type", "RollingUpdate");
        if (strategy.StringOrEmpty("type") == "RollingUpdate")
        {
            strategy = strategy.With("rollingUpdate", (strategy.Map("rollingUpdate") ?? MapValue.Empty).WithDefault("maxUnavailable", 1).WithDefault("maxSurge", 0));
        }

        // Inside, both are numbers rather than pointers: who names one of them has both.
        strategy = strategy.EditMap("rollingUpdate", rolling => rolling.WithDefault("maxUnavailable", 0).WithDefault("maxSurge", 0));

        return spec.With("updateStrategy", strategy).WithDefault("revisionHistoryLimit", 10);
    }

    private static long Generation(MapValue document) =>
        long.TryParse(document.StringAt("metadata", "annotations", TemplateGeneration), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var generation) ? generation : 0;

    private static MapValue WithGeneration(MapValue document, long generation) =>
        document.WithAt(["metadata", "annotations", TemplateGeneration], generation.ToString(CultureInfo.InvariantCulture));

    // The template's generation is part of the spec inside, which status updates leave alone.
    private sealed class DaemonSetStatus() : CheckedStatus(DaemonSetRules.Status)
    {
        public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) =>
            WithGeneration(base.PrepareForUpdate(context, document, old), Generation(old.Root));
    }
}
