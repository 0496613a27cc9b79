using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// What validating and mutating policies have in common: failure policy, parameters, what they match, variables. Upstream:
/// <c>pkg/apis/admissionregistration/validation/validation.go</c>.
/// </summary>
internal static class AdmissionPolicyRules
{
    public static readonly FieldPath Spec = FieldPath.Of("spec");

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    };

    /// <summary>The common part; conditions that did not change are not judged again.</summary>
    public static void Check(FieldErrors errors, MapValue spec, MapValue? old, bool mutating)
    {
        if (spec.String("failurePolicy") is { } policy)
        {
            errors.OneOf(Spec.Child("failurePolicy"), policy, "Fail", "Ignore");
        }
        else
        {
            errors.Required(Spec.Child("failurePolicy"));
        }

        if (spec.Map("paramKind") is { } kind)
        {
            ParamKind(errors, Spec.Child("paramKind"), kind);
        }

        Constraints(errors, Spec.Child("matchConstraints"), spec.Map("matchConstraints"), mutating);
        var unchanged = old is not null
            && SemanticEquality.Equal(spec["paramKind"], old["paramKind"])
            && SemanticEquality.Equal(spec["matchConditions"], old["matchConditions"]);
        if (!unchanged)
        {
            MatchConditionRules.Check(errors, Spec.Child("matchConditions"), spec.List("matchConditions"), HasParams(spec));
        }
    }

    /// <summary>The variables, in order; each sees those before it.</summary>
    public static void Variables(FieldErrors errors, MapValue spec, AdmissionExpressions expressions)
    {
        var index = 0;
        foreach (var variable in spec.Maps("variables"))
        {
            var path = Spec.Child("variables").Index(index++);
            var (name, text) = (variable.StringOrEmpty("name"), variable.StringOrEmpty("expression"));
            if (name.Trim().Length == 0)
            {
                errors.Required(path.Child("name"), "name is not specified");
            }
            else if (!IsIdentifier(name))
            {
                errors.Invalid(path.Child("name"), name, "must be a valid CEL identifier");
            }

            if (text.Trim().Length == 0)
            {
                errors.Required(path.Child("expression"), "expression is not specified");
            }
            else
            {
                ExpressionRules.Report(errors, path.Child("expression"), text, expressions.CompileVariable(name, text));
            }
        }
    }

    /// <summary>Whether expressions may name <c>params</c>.</summary>
    public static bool HasParams(MapValue spec) => spec.Map("paramKind") is not null;

    private static void Constraints(FieldErrors errors, FieldPath path, MapValue? match, bool mutating)
    {
        if (match is null)
        {
            errors.Required(path);
            return;
        }

        AdmissionRuleRules.MatchResources(errors, path, match);
        if ((match.List("resourceRules")?.Count ?? 0) == 0)
        {
            errors.Required(path.Child("resourceRules"));
        }

        if (mutating)
        {
            AdmissionRuleRules.MutatingOperations(errors, path, match);
        }
    }

    private static void ParamKind(FieldErrors errors, FieldPath path, MapValue kind)
    {
        var text = kind.StringOrEmpty("apiVersion");
        if (errors.Present(path.Child("apiVersion"), text))
        {
            ApiVersion(errors, path.Child("apiVersion"), text);
        }

        var name = kind.StringOrEmpty("kind");
        if (errors.Present(path.Child("kind"), name) && NameRules.CheckDns1035Label(name.ToLowerInvariant()) is { Count: > 0 } faults)
        {
            errors.Invalid(path.Child("kind"), name, "may have mixed case, but should otherwise match: " + string.Join(',', faults));
        }
    }

    private static void ApiVersion(FieldErrors errors, FieldPath path, string text)
    {
        var parts = text == "/" ? [""] : text.Split('/');
        if (parts.Length > 2)
        {
            errors.Invalid(path, text, $"unexpected GroupVersion string: {text}");
            return;
        }

        var (group, version) = parts.Length == 2 ? (parts[0], parts[1]) : ("", parts[0]);
        if (group.Length > 0 && NameRules.CheckDns1123Subdomain(group) is { Count: > 0 } faults)
        {
            errors.Invalid(path, group, string.Join(',', faults));
        }

        if (version.Length == 0)
        {
            errors.Invalid(path, text, "version must be specified");
        }
        else if (NameRules.CheckDns1035Label(version) is { Count: > 0 } versionFaults)
        {
            errors.Invalid(path, version, string.Join(',', versionFaults));
        }
    }

    private static bool IsIdentifier(string name) =>
        (char.IsAsciiLetter(name[0]) || name[0] == '_') && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !Reserved.Contains(name);
}
