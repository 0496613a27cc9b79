using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a MutatingAdmissionPolicy must be. Upstream: <c>pkg/apis/admissionregistration/validation/validation.go</c>.</summary>
internal static class MutatingPolicyRules
{
    public static void Check(FieldErrors errors, MapValue document, MapValue? old)
    {
        var spec = document.Map("spec") ?? MapValue.Empty;
        AdmissionPolicyRules.Check(errors, spec, old?.Map("spec") ?? (old is null ? null : MapValue.Empty), mutating: true);
        var expressions = new AdmissionExpressions(AdmissionPolicyRules.HasParams(spec), hasVariables: true);
        AdmissionPolicyRules.Variables(errors, spec, expressions);
        var mutations = spec.List("mutations") ?? ListValue.Empty;
        if (mutations.Count == 0)
        {
            errors.Required(AdmissionPolicyRules.Spec.Child("mutations"), "mutations must contain at least one item");
        }

        for (var i = 0; i < mutations.Count; i++)
        {
            Mutation(errors, AdmissionPolicyRules.Spec.Child("mutations").Index(i), mutations[i] as MapValue ?? MapValue.Empty, expressions);
        }

        var reinvocation = spec.StringOrEmpty("reinvocationPolicy");
        if (errors.Present(AdmissionPolicyRules.Spec.Child("reinvocationPolicy"), reinvocation))
        {
            errors.OneOf(AdmissionPolicyRules.Spec.Child("reinvocationPolicy"), reinvocation, "IfNeeded", "Never");
        }
    }

    private static void Mutation(FieldErrors errors, FieldPath path, MapValue mutation, AdmissionExpressions expressions)
    {
        var type = mutation.StringOrEmpty("patchType");
        switch (type)
        {
            case "":
                errors.Required(path.Child("patchType"));
                break;
            case "JSONPatch":
                Only(errors, path, mutation, "jsonPatch", "applyConfiguration", type, AdmissionExpressions.PatchResult, expressions);
                break;
            case "ApplyConfiguration":
                Only(errors, path, mutation, "applyConfiguration", "jsonPatch", type, AdmissionExpressions.ApplyResult, expressions);
                break;
            default:
                errors.NotSupported(path.Child("patchType"), type, "ApplyConfiguration", "JSONPatch");
                break;
        }
    }

    private static void Only(FieldErrors errors, FieldPath path, MapValue mutation, string member, string other, string type, CelType result, AdmissionExpressions expressions)
    {
        if (mutation.Map(member) is { } patch)
        {
            var text = patch.StringOrEmpty("expression").Trim();
            var at = path.Child(member).Child("expression");
            if (errors.Present(at, text))
            {
                ExpressionRules.Report(errors, at, text, expressions.Compile(text, [result], hasPatchTypes: true));
            }
        }
        else
        {
            errors.Required(path.Child(member), $"must be specified when patchType is {type}");
        }

        if (mutation.Map(other) is not null)
        {
            errors.Invalid(path.Child(other), $"{{{other}}}", $"must not be specified when patchType is {type}");
        }
    }
}
