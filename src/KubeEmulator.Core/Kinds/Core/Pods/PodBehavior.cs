using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary><c>pkg/registry/core/pod/strategy.go</c>.</summary>
internal sealed class PodBehavior : KindBehavior
{
    private static readonly PodStatusSubresource Status = new();

    public override bool TracksGeneration => true;

    public override bool ReturnsDeletedObject => true;

    public override TableColumns Columns { get; } = new PodColumns();

    public override MapValue Default(MapValue document, string version) => PodDefaults.Apply(document);

    internal override MapValue Default(MapValue document, string version, MapValue? known) =>
        known is not null && ReferenceEquals(document["spec"], known["spec"]) ? PodDefaults.OfStatus(document) : PodDefaults.Apply(document);

    public override MapValue PrepareForCreate(WriteContext context, MapValue document)
    {
        var metadata = document.Map("metadata") ?? MapValue.Empty;
        var spec = DroppedPodFields.Apply(document.Map("spec") ?? MapValue.Empty, null);
        var status = MapValue.Of(("phase", "Pending"), ("qosClass", QosClass.Compute(spec)));
        if (spec.List("schedulingGates") is { Count: > 0 })
        {
            status = PodConditions.With(status, "PodScheduled", "False", "SchedulingGated", "Scheduling is blocked due to non-empty scheduling gates", context.Now);
        }

        spec = MergedLabelKeys.Apply(spec, metadata.Map("labels") ?? MapValue.Empty);
        spec = AppArmorAnnotations.ToFields(spec, metadata.Map("annotations") ?? MapValue.Empty, context.Request.Warn);
        return document.With("spec", spec).With("status", status);
    }

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) =>
        StatusReset.Kept(document, old).EditMap("spec", spec => DroppedPodFields.Apply(spec, old.Spec));

    public override bool GenerationChanges(MapValue document, KubeObject old) => !SemanticEquality.Equal(document["spec"], old.Root["spec"]);

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        PodRules.Create(errors, document, StoredPodFaults.Options(null, null, isPod: true));
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        ObjectMetaRules.AsNew(errors, context, document);
        PodUpdateRules.Check(errors, document, old, StoredPodFaults.Options(old.Metadata.Root, old.Spec, isPod: true));
    }

    // Only creates are warned about: updates of pods are the work of programs.
    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        if (old is not null)
        {
            return;
        }

        if (NameRules.CheckDns1123Label(document.StringAt("metadata", "name") ?? "") is { Count: > 0 } faults)
        {
            warn($"metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [{string.Join(' ', faults)}]");
        }

        PodWarnings.Pod(document, warn);
    }

    public override SubresourceBehavior? Subresource(string name) => name switch
    {
        "status" => Status,
        "ephemeralcontainers" => PodPartSubresource.EphemeralContainers,
        "resize" => PodPartSubresource.Resize,
        _ => null,
    };

    public override SubresourceAction? Action(string name) => name switch
    {
        "binding" => PodBinding.Instance,
        "eviction" => PodEviction.Instance,
        _ => null,
    };

    public override long? GracePeriod(KubeObject stored, long? requested)
    {
        if (stored.Spec.StringOrEmpty("nodeName").Length == 0 || stored.Status.StringOrEmpty("phase") is "Failed" or "Succeeded")
        {
            return 0;
        }

        var period = requested ?? stored.Spec.Integer("terminationGracePeriodSeconds") ?? 0;
        return period < 0 ? 1 : period;
    }

    public override string SelectableField(KubeObject stored, string label) => label switch
    {
        "spec.hostNetwork" => stored.Spec.Bool("hostNetwork") == true ? "true" : "false",
        "status.podIP" => stored.Status.Maps("podIPs").FirstOrDefault()?.StringOrEmpty("ip") ?? "",
        "spec.host" => stored.Spec.StringOrEmpty("nodeName"),
        _ => base.SelectableField(stored, label),
    };

    public override IReadOnlyList<string> ResetFields(string subresource) => subresource switch
    {
        "" => ["status"],
        "status" => ["spec", "metadata.deletionTimestamp", "metadata.ownerReferences"],
        _ => [],
    };
}
