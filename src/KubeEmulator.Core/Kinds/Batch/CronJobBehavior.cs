using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary><c>pkg/registry/batch/cronjob/strategy.go</c>.</summary>
internal sealed class CronJobBehavior : KindBehavior
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public override bool TracksGeneration => true;

    public override TableColumns Columns { get; } = new CronJobColumns();

    public override MapValue Default(MapValue document, string version)
    {
        var before = document.Map("spec") ?? MapValue.Empty;
        var spec = PodSpecDefaults.WithDefaultText(before, "concurrencyPolicy", "Allow").WithDefault("suspend", false);
        spec = spec.WithDefault("successfulJobsHistoryLimit", 3).WithDefault("failedJobsHistoryLimit", 1);
        var template = spec.Map("jobTemplate") ?? MapValue.Empty;
        var job = JobDefaults.FailurePolicy(template.Map("spec") ?? MapValue.Empty);
        job = job.With("template", PodSpecDefaults.Template(job.Map("template") ?? MapValue.Empty));
        spec = spec.With("jobTemplate", template.With("spec", job));
        return ReferenceEquals(spec, before) ? document : document.With("spec", spec);
    }

    public override MapValue PrepareForCreate(WriteContext context, MapValue document) => Dropped(StatusReset.Cleared(context, document), null);

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) => Dropped(StatusReset.Kept(document, old), PodSpec(old.Root));

    public override bool GenerationChanges(MapValue document, KubeObject old) => !SemanticEquality.Equal(document["spec"], old.Root["spec"]);

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        CronJobRules.Check(errors, document.Map("spec") ?? MapValue.Empty, null, PodRuleOptions.Strict);
        var name = document.StringAt("metadata", "name") ?? "";
        if (name.Length > 52)
        {
            errors.Invalid(FieldPath.Of("metadata", "name"), name, "must be no more than 52 characters");
        }
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        var template = old.Root.At("spec", "jobTemplate", "spec", "template") as MapValue ?? MapValue.Empty;
        CronJobRules.Check(errors, document.Map("spec") ?? MapValue.Empty, old.Spec, StoredPodFaults.Options(template.Map("metadata"), template.Map("spec") ?? MapValue.Empty, isPod: false));
    }

    public override IReadOnlyList<string> ResetFields(string subresource) => subresource switch
    {
        "" => ["status"],
        "status" => ["spec"],
        _ => [],
    };

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        var name = document.StringAt("metadata", "name") ?? "";
        if (old is null && NameRules.CheckDns1123Label(name) is { Count: > 0 } faults)
        {
            warn($"metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [{string.Join(' ', faults)}]");
        }

        if (old is null || GenerationChanges(document, old))
        {
            JobWarnings.Check(Spec.Child("jobTemplate").Child("spec"), document.At("spec", "jobTemplate", "spec") as MapValue ?? MapValue.Empty, warn);
        }

        if (old is not null && (document.StringAt("spec", "schedule") ?? "").Contains("TZ", StringComparison.Ordinal))
        {
            warn("cannot use TZ or CRON_TZ in spec.spec.schedule, use timeZone instead, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details");
        }
    }

    private static MapValue PodSpec(MapValue document) => document.At("spec", "jobTemplate", "spec", "template", "spec") as MapValue ?? MapValue.Empty;

    private static MapValue Dropped(MapValue document, MapValue? old) => document.EditMap("spec", s => s.EditMap("jobTemplate", j => j.EditMap("spec", p =>
        p.EditMap("template", t => t.EditMap("spec", pod => DroppedPodFields.Apply(pod, old))))));

    private sealed class CronJobColumns : TableColumns
    {
        public override IReadOnlyList<Value> Cells(KubeObject stored, DateTimeOffset now)
        {
            var (spec, pod) = (stored.Spec, PodSpec(stored.Root));
            return
            [
                stored.Name,
                spec.StringOrEmpty("schedule"),
                spec.String("timeZone") ?? "<none>",
                spec.Bool("suspend") switch { true => "True", false => "False", _ => "<unset>" },
                stored.Status.List("active")?.Count ?? 0,
                stored.Status.String("lastScheduleTime") is { } last ? HumanDuration.Since(last, now) : "<none>",
                Kinds.Cells.Age(stored, now),
                Kinds.Cells.ContainerNames(pod),
                Kinds.Cells.ContainerImages(pod),
                Kinds.Cells.Selector(stored.Root.At("spec", "jobTemplate", "spec", "selector")),
            ];
        }
    }
}
