using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>IngressClasses. Upstream: <c>pkg/registry/networking/ingressclass/strategy.go</c>.</summary>
internal sealed class IngressClassBehavior : KindBehavior
{
    private const int LongestController = 250;
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public override TableColumns Columns => NetworkingColumns.IngressClass;

    public override bool TracksGeneration => true;

    public override bool GenerationChanges(MapValue document, KubeObject old) => !SemanticEquality.Equal(document["spec"], old.Root["spec"]);

    public override MapValue Default(MapValue document, string version) =>
        document.EditMap("spec", spec => spec.EditMap("parameters", parameters => parameters.WithDefault("scope", "Cluster")));

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        Check(errors, document.Map("spec") ?? MapValue.Empty);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        var spec = document.Map("spec") ?? MapValue.Empty;
        errors.Immutable(Spec.Child("controller"), spec.StringOrEmpty("controller"), old.Spec.StringOrEmpty("controller"));
        ObjectMetaRules.AsNew(errors, context, document);
        Check(errors, spec);
    }

    private static void Check(FieldErrors errors, MapValue spec)
    {
        var controller = spec.StringOrEmpty("controller");
        if (controller.Length > LongestController)
        {
            errors.TooLong(Spec.Child("controller"), LongestController);
        }

        TextRules.CheckDomainPrefixedPath(errors, Spec.Child("controller"), controller);
        if (spec.Map("parameters") is { } parameters)
        {
            var path = Spec.Child("parameters");
            IngressBackendRules.Reference(errors, path, parameters);
            Scope(errors, path, parameters);
        }
    }

    private static void Scope(FieldErrors errors, FieldPath path, MapValue parameters)
    {
        var space = parameters.String("namespace");
        switch (parameters.String("scope"))
        {
            case null:
                errors.Required(path.Child("scope"));
                break;
            case "Namespace" when space is null:
                errors.Required(path.Child("namespace"), "`parameters.scope` is set to 'Namespace'");
                break;
            case "Namespace":
                errors.Label(path.Child("namespace"), space);
                break;
            case "Cluster":
                if (space is not null)
                {
                    errors.Forbidden(path.Child("namespace"), "`parameters.scope` is set to 'Cluster'");
                }

                break;
            case { } scope:
                errors.NotSupported(path.Child("scope"), scope, "Cluster", "Namespace");
                break;
        }
    }
}
