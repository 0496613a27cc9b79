using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What the bindings of policies must be. Upstream: <c>pkg/apis/admissionregistration/validation/validation.go</c>.</summary>
internal static class PolicyBindingRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(FieldErrors errors, MapValue document, bool mutating)
    {
        var spec = document.Map("spec") ?? MapValue.Empty;
        var policy = spec.StringOrEmpty("policyName");
        if (errors.Present(Spec.Child("policyName"), policy))
        {
            errors.Subdomain(Spec.Child("policyName"), policy);
        }

        if (spec.Map("paramRef") is { } reference)
        {
            ParamRef(errors, Spec.Child("paramRef"), reference);
        }

        if (spec.Map("matchResources") is { } match)
        {
            AdmissionRuleRules.MatchResources(errors, Spec.Child("matchResources"), match);
            if (mutating)
            {
                AdmissionRuleRules.MutatingOperations(errors, Spec.Child("matchResources"), match);
            }
        }

        if (!mutating)
        {
            Actions(errors, Spec.Child("validationActions"), spec.List("validationActions") ?? ListValue.Empty);
        }
    }

    private static void ParamRef(FieldErrors errors, FieldPath path, MapValue reference)
    {
        const string Exclusive = "name and selector are mutually exclusive";
        var (name, selector) = (reference.StringOrEmpty("name"), reference.Map("selector"));
        errors.Faults(path.Child("name"), name, NameRules.CheckPathSegment(name));
        var both = name.Length > 0 && selector is not null;
        if (both)
        {
            errors.Forbidden(path.Child("name"), Exclusive);
        }

        LabelSelectorRules.Check(errors, path.Child("selector"), selector);
        if (both)
        {
            errors.Forbidden(path.Child("selector"), Exclusive);
        }

        if (name.Length == 0 && selector is null)
        {
            errors.Required(path, "one of name or selector must be specified");
        }

        var action = reference.StringOrEmpty("parameterNotFoundAction");
        if (errors.Present(path.Child("parameterNotFoundAction"), action))
        {
            errors.OneOf(path.Child("parameterNotFoundAction"), action, "Deny", "Allow");
        }
    }

    private static void Actions(FieldErrors errors, FieldPath path, ListValue actions)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < actions.Count; i++)
        {
            var action = (actions[i] as StringValue)?.Text ?? "";
            errors.OneOf(path.Index(i), action, "Audit", "Deny", "Warn");
            if (!seen.Add(action))
            {
                errors.Duplicate(path.Index(i), action);
            }
        }

        if (seen.Contains("Deny") && seen.Contains("Warn"))
        {
            errors.Invalid(path, actions, "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)");
        }

        if (seen.Count == 0)
        {
            errors.Required(path, "at least one validation action is required");
        }
    }
}
