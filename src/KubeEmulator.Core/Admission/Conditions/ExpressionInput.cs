using KubeEmulator.Api;
using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>
/// What the expressions of one hook see of one request; values are converted when first read. Upstream: apiserver
/// <c>plugin/cel/activation.go</c>.
/// </summary>
internal sealed class ExpressionInput
{
    private readonly CelActivation _activation = new();

    public ExpressionInput(AdmissionAttributes attributes, HookTarget target, MapValue? shown, MapValue? old)
    {
        var authorizer = new ExpressionAuthorizer(attributes.Services.Authorizer, attributes.Request.User);
        _activation
            .Set("object", Any(shown))
            .Set("oldObject", Any(old))
            .Set("namespaceObject", CelNull.Instance)
            .Set("params", CelNull.Instance)
            .Set("request", () => CelConversion.FromJson(RequestDocument.ForExpressions(attributes, target), AdmissionTypes.Request))
            .Set("authorizer", new CelAuthorizerValue(authorizer))
            .Set("authorizer.requestResource", () => CelCheckValue.ForResource(authorizer, new CelAuthorizationCheck
            {
                Group = attributes.Type.Group,
                Resource = attributes.Type.Plural,
                Subresource = attributes.Subresource,
                Namespace = attributes.Namespace,
                Name = attributes.Name,
            }));
    }

    /// <summary>The variables by name.</summary>
    public ICelActivation Activation => _activation;

    /// <summary>Sets the parameters of a policy.</summary>
    public ExpressionInput WithParams(KubeObject? parameters)
    {
        _activation.Set("params", Any(parameters?.Root));
        return this;
    }

    /// <summary>Sets the namespace of the request.</summary>
    public ExpressionInput WithNamespace(KubeObject? space)
    {
        _activation.Set("namespaceObject", space is null ? CelNull.Instance : CelConversion.FromJson(Visible(space), AdmissionTypes.Namespace));
        return this;
    }

    /// <summary>Sets <c>variables</c>.</summary>
    public ExpressionInput WithVariables(CelValue variables)
    {
        _activation.Set("variables", variables);
        return this;
    }

    private static CelValue Any(MapValue? document) => document is null ? CelNull.Instance : CelConversion.FromJson(document, CelType.Dyn);

    private static MapValue Visible(KubeObject space) =>
        space.Root.Without("kind").Without("apiVersion").With("metadata", space.Metadata.Root.Without("managedFields").Without("ownerReferences"));
}
