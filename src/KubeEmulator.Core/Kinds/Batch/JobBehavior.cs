using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary><c>pkg/registry/batch/job/strategy.go</c>.</summary>
internal sealed class JobBehavior : WorkloadBehavior
{
    private static readonly JobStatusSubresource Status = new();

    public override TableColumns Columns { get; } = new WorkloadColumns(JobColumns.Job);

    // Before deletions propagated, nobody deleted a job's pods.
    public override string DefaultPropagation(ResourceType type) => "Orphan";

    public override MapValue Default(MapValue document, string version) => WithLabels(base.Default(document, version));

    public override MapValue PrepareForCreate(WriteContext context, MapValue document)
    {
        document = base.PrepareForCreate(context, document);
        // The labels that a job has from its template are the same map upstream: it gets the generated ones at once.
        var shared = TemplateOwner.Template(document).Map("metadata")?.Map("labels") is { Count: > 0 };
        document = document.At("spec", "manualSelector") is BoolValue { Value: true } ? document : WithGeneratedSelector(document);
        return shared ? WithLabels(document) : document;
    }

    // A job without labels is read back with those of its template.
    public override MapValue Canonicalize(MapValue document) => WithLabels(document);

    protected override void CheckNew(MapValue document, FieldErrors errors) => JobRules.Create(errors, document, Options(null));

    protected override void CheckChange(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        var options = Options(old);
        // Upstream runs the rules of a new job too.
        ObjectMetaRules.AsNew(errors, context, document);
        JobRules.Create(errors, document, options);
        JobRules.Update(errors, document, old, options with { AllowInvalidSelectorValues = options.AllowInvalidSelectorValues || LabelSelectorRules.HasInvalidValue(old.Spec.Map("selector")) });
    }

    public override SubresourceBehavior? Subresource(string name) => name == "status" ? Status : null;

    public override string SelectableField(KubeObject stored, string label) =>
        label == "status.successful" ? (stored.Status.Integer("succeeded") ?? 0).ToString(CultureInfo.InvariantCulture) : base.SelectableField(stored, label);

    public override string UnsupportedFieldMessage(ResourceType type, string label) => $"field label {GoText.Quote(label)} not supported for Job";

    public override void WarnOnDelete(DeleteOptions options, Action<string> warn)
    {
        if (options.PropagationPolicy is null && options.OrphanDependents is null)
        {
            warn("child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning");
        }
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        if (old is null)
        {
            WarnName(document, warn);
        }

        if (old is null || GenerationChanges(document, old))
        {
            JobWarnings.Check(Spec, document.Map("spec") ?? MapValue.Empty, warn);
        }
    }

    protected override MapValue DefaultSpec(MapValue spec) => JobDefaults.Spec(spec);

    // A job without labels has those of its pods.
    private static MapValue WithLabels(MapValue document) => TemplateOwner.Template(document).Map("metadata")?.Map("labels") is { } labels
        ? document.EditMap("metadata", m => m.Map("labels") is { Count: > 0 } ? m : m.With("labels", labels))
        : document;

    private static MapValue WithGeneratedSelector(MapValue document)
    {
        var (name, uid) = (document.StringAt("metadata", "name") ?? "", document.StringAt("metadata", "uid") ?? "");
        var labels = TemplateOwner.Template(document).Map("metadata")?.Map("labels") ?? MapValue.Empty;
        foreach (var (key, value) in (ReadOnlySpan<(string, string)>)[(JobLabels.LegacyJobName, name), (JobLabels.JobName, name), (JobLabels.LegacyControllerUid, uid), (JobLabels.ControllerUid, uid)])
        {
            labels = labels.ContainsKey(key) ? labels : labels.With(key, value);
        }

        document = document.WithAt(["spec", "template", "metadata", "labels"], SortedKeys.Sort(labels));
        var chosen = document.At("spec", "selector", "matchLabels") as MapValue ?? MapValue.Empty;
        return chosen.ContainsKey(JobLabels.ControllerUid) ? document
            : document.WithAt(["spec", "selector", "matchLabels"], SortedKeys.Sort(chosen.With(JobLabels.ControllerUid, uid)));
    }

    private sealed class JobStatusSubresource : StatusBehavior
    {
        public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
        {
            ObjectMetaRules.Update(errors, context, document, old);
            JobStatusRules.Check(errors, document, old);
        }
    }
}
