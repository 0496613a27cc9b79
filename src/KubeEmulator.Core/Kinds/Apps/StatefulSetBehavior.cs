using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary><c>pkg/registry/apps/statefulset/strategy.go</c>.</summary>
internal sealed class StatefulSetBehavior : WorkloadBehavior
{
    private static readonly CheckedStatus Status = new(StatefulSetRules.Status);

    public override TableColumns Columns { get; } = new WorkloadColumns(ReplicaColumns.StatefulSet);

    public override IReadOnlyList<string> NameFaults(string name, bool prefix) => NameRules.CheckDns1123Label(prefix ? NameRules.MaskTrailingDash(name) : name);

    public override MapValue PrepareForCreate(WriteContext context, MapValue document) => WithoutMaxUnavailable(base.PrepareForCreate(context, document), null);

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) =>
        WithoutMaxUnavailable(base.PrepareForUpdate(context, document, old), old);

    protected override void CheckNew(MapValue document, FieldErrors errors) =>
        StatefulSetRules.Check(errors, document.Map("spec") ?? MapValue.Empty, Options(null));

    protected override void CheckChange(WriteContext context, MapValue document, KubeObject old, FieldErrors errors) =>
        StatefulSetRules.CheckUpdate(errors, document.Map("spec") ?? MapValue.Empty, old.Spec, Options(old));

    public override SubresourceBehavior? Subresource(string name) => name == "status" ? Status : null;

    public override ScaleMapping Scale(ResourceType type) => new("spec.replicas", "status.replicas", "spec.selector");

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        base.Warn(context, document, old, warn);
        var index = 0;
        foreach (var claim in document.Map("spec")?.Maps("volumeClaimTemplates") ?? [])
        {
            // Upstream's path is another on update, and lacks the spec on create.
            var path = Spec.Child("volumeClaimTemplates").Index(index++);
            PersistentVolumeWarnings.ClaimSpec(old is null ? path : path.Child("Spec"), claim.Map("spec") ?? MapValue.Empty, warn);
        }

        if (document.IntegerAt("spec", "revisionHistoryLimit") < 0)
        {
            warn("spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended");
        }
    }

    protected override MapValue DefaultSpec(MapValue spec)
    {
        spec = PodSpecDefaults.WithDefaultText(spec, "podManagementPolicy", "OrderedReady");
        var strategy = spec.Map("updateStrategy") ?? MapValue.Empty;
        if (strategy.StringOrEmpty("type").Length == 0)
        {
            strategy = strategy.With("type", "RollingUpdate").WithDefault("rollingUpdate", MapValue.Empty);
        }

        if (strategy.StringOrEmpty("type") == "RollingUpdate")
        {
            strategy = strategy.EditMap("rollingUpdate", r => r.WithDefault("partition", 0));
        }

        var retention = spec.Map("persistentVolumeClaimRetentionPolicy") ?? MapValue.Empty;
        retention = PodSpecDefaults.WithDefaultText(PodSpecDefaults.WithDefaultText(retention, "whenDeleted", "Retain"), "whenScaled", "Retain");
        return spec.With("updateStrategy", strategy).With("persistentVolumeClaimRetentionPolicy", retention)
            .WithDefault("replicas", 1).WithDefault("revisionHistoryLimit", 10).EditMaps("volumeClaimTemplates", ClaimTemplate);
    }

    private static MapValue ClaimTemplate(MapValue claim)
    {
        claim = PodSpecDefaults.WithDefaultText(PodSpecDefaults.WithDefaultText(claim, "apiVersion", "v1"), "kind", "PersistentVolumeClaim");
        claim = claim.EditMap("spec", VolumeDefaults.ClaimSpec);
        var status = claim.Map("status") ?? MapValue.Empty;
        return claim.With("status", PodSpecDefaults.WithDefaultText(status, "phase", "Pending"));
    }

    // The gate MaxUnavailableStatefulSet is off.
    private static MapValue WithoutMaxUnavailable(MapValue document, KubeObject? old) =>
        old?.Root.At("spec", "updateStrategy", "rollingUpdate", "maxUnavailable") is null
            ? document.EditMap("spec", s => s.EditMap("updateStrategy", u => u.EditMap("rollingUpdate", r => r.Without("maxUnavailable"))))
            : document;
}
