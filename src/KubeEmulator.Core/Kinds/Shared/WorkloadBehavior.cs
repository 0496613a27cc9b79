using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Kinds with spec, status and a pod template at <c>spec.template</c>.</summary>
internal abstract class WorkloadBehavior : KindBehavior
{
    /// <summary>Where the spec is in errors.</summary>
    protected static readonly FieldPath Spec = FieldPath.Of("spec");

    public override bool TracksGeneration => true;

    public override MapValue Default(MapValue document, string version) => TemplateOwner.Default(document, DefaultSpec);

    public override MapValue PrepareForCreate(WriteContext context, MapValue document) =>
        TemplateOwner.EditPodSpec(StatusReset.Cleared(context, document), spec => DroppedPodFields.Apply(spec, null));

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        var stored = TemplateOwner.PodSpec(old.Root);
        return TemplateOwner.EditPodSpec(StatusReset.Kept(document, old), spec => DroppedPodFields.Apply(spec, stored));
    }

    public override bool GenerationChanges(MapValue document, KubeObject old) => !SemanticEquality.Equal(document["spec"], old.Root["spec"]);

    public override IReadOnlyList<string> ResetFields(string subresource) => subresource switch
    {
        "" => ["status"],
        "status" => ["spec"],
        _ => [],
    };

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        if (old is null || GenerationChanges(document, old))
        {
            WarnTemplate(document, old, warn);
        }
    }

    public sealed override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        CheckNew(document, errors);
    }

    public sealed override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        CheckChange(context, document, old, errors);
    }

    /// <summary>All faults of a new object's spec.</summary>
    protected abstract void CheckNew(MapValue document, FieldErrors errors);

    /// <summary>All faults of a changed object's spec.</summary>
    protected abstract void CheckChange(WriteContext context, MapValue document, KubeObject old, FieldErrors errors);

    /// <summary>The defaults of the spec, apart from the template's.</summary>
    protected virtual MapValue DefaultSpec(MapValue spec) => spec;

    /// <summary>The warnings about the template.</summary>
    protected static void WarnTemplate(MapValue document, KubeObject? old, Action<string> warn) =>
        PodWarnings.Template(Spec.Child("template"), TemplateOwner.Template(document), old is null ? null : TemplateOwner.Template(old.Root), warn);

    /// <summary>The warning about a name that cannot be a host's.</summary>
    protected static void WarnName(MapValue document, Action<string> warn)
    {
        if (NameRules.CheckDns1123Label(document.StringAt("metadata", "name") ?? "") is { Count: > 0 } faults)
        {
            warn($"metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [{string.Join(' ', faults)}]");
        }
    }

    /// <summary>The options of the template's validation.</summary>
    protected static PodRuleOptions Options(KubeObject? old) => old is null
        ? PodRuleOptions.Strict
        : StoredPodFaults.Options(TemplateOwner.Template(old.Root).Map("metadata"), TemplateOwner.PodSpec(old.Root), isPod: false);
}
