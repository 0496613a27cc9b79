using KubeEmulator.Api;
using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>
/// What validating and mutating policies have in common, compiled once per version of the object: scope, variables, conditions.
/// </summary>
internal abstract class AdmissionPolicy
{
    private readonly Dictionary<string, AdmissionCompilation> _variables = new(StringComparer.Ordinal);
    private readonly CelObjectType _variablesType;

    protected AdmissionPolicy(KubeObject policy)
    {
        var spec = policy.Spec;
        Name = policy.Name;
        Scope = new PolicyScope(spec.Map("matchConstraints") ?? MapValue.Empty);
        IgnoresErrors = spec.String("failurePolicy") == "Ignore";
        ParamKind = spec.Map("paramKind");
        Expressions = new AdmissionExpressions(hasParams: ParamKind is not null, hasVariables: true);
        foreach (var variable in spec.Maps("variables"))
        {
            var name = variable.StringOrEmpty("name");
            _variables[name] = Expressions.CompileVariable(name, variable.StringOrEmpty("expression"));
        }

        _variablesType = Expressions.Variables;
        Conditions = MatchConditions.Compile(spec, Expressions);
    }

    public string Name { get; }

    public PolicyScope Scope { get; }

    /// <summary>Whether errors count for nothing rather than refuse.</summary>
    public bool IgnoresErrors { get; }

    public MapValue? ParamKind { get; }

    protected AdmissionExpressions Expressions { get; }

    private MatchConditions? Conditions { get; }

    /// <summary>Whether the conditions hold; an error is handed over where the policy fails closed.</summary>
    public bool Matches(ExpressionInput input, out string error)
    {
        error = "";
        return Conditions is null || Conditions.Match(input, out error, Variables(input));
    }

    /// <summary>Gives an input the policy's variables, none of them computed yet.</summary>
    protected PolicyVariables Variables(ExpressionInput input) => PolicyVariables.Attach(_variablesType, _variables, input);

    /// <summary>The namespace of a request as expressions see it; null for what is in none, a Namespace itself included.</summary>
    /// <exception cref="ApiException">404: it does not exist.</exception>
    public static KubeObject? NamespaceOf(AdmissionAttributes attributes)
    {
        if (attributes.Namespace.Length == 0 || (attributes.ObjectKind == "Namespace" && attributes.ObjectVersion == new GroupVersion("", "v1")))
        {
            return null;
        }

        return attributes.Find("", "namespaces", attributes.Namespace)
            ?? throw StatusDocument.NotFound(new GroupResource("", "namespaces"), attributes.Namespace).ToException();
    }
}
