using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Ingresses. Upstream: <c>pkg/registry/networking/ingress/strategy.go</c>.</summary>
internal sealed class IngressBehavior : SpecStatusBehavior
{
    private const string ClassAnnotation = "kubernetes.io/ingress.class";
    private static readonly BalancedStatus Status = new((errors, document, old) =>
        LoadBalancerStatusRules.Check(errors, document.Map("status") ?? MapValue.Empty, old.Status));

    public override TableColumns Columns => NetworkingColumns.Ingress;

    public override bool TracksGeneration => true;

    protected override SubresourceBehavior StatusWrites => Status;

    public override bool GenerationChanges(MapValue document, KubeObject old) => !SemanticEquality.Equal(document["spec"], old.Root["spec"]);

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        var spec = document.Map("spec") ?? MapValue.Empty;
        IngressRules.Check(errors, spec, null);
        if (Annotation(document) is { } annotation && spec.String("ingressClassName") is { } name && annotation != name)
        {
            errors.Invalid(FieldPath.Of("annotations", ClassAnnotation), annotation, "must match `ingressClassName` when both are specified");
        }
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        ObjectMetaRules.AsNew(errors, context, document);
        IngressRules.Check(errors, document.Map("spec") ?? MapValue.Empty, old.Spec);
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        if (old is null && Annotation(document) is not null && document.StringAt("spec", "ingressClassName") is null)
        {
            warn($"annotation \"{ClassAnnotation}\" is deprecated, please use 'spec.ingressClassName' instead");
        }
    }

    private static string? Annotation(MapValue document) => document.StringAt("metadata", "annotations", ClassAnnotation);
}
