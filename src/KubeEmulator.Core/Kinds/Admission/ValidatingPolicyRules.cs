using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a ValidatingAdmissionPolicy must be. Upstream: <c>pkg/apis/admissionregistration/validation/validation.go</c>.</summary>
internal static class ValidatingPolicyRules
{
    private const int MostAnnotations = 20;
    private const int LongestValueExpression = 5 * 1024;
    private const string OneIsNeeded = "validations or auditAnnotations must contain at least one item";

    public static void Check(FieldErrors errors, MapValue document, MapValue? old)
    {
        var spec = document.Map("spec") ?? MapValue.Empty;
        AdmissionPolicyRules.Check(errors, spec, old?.Map("spec") ?? (old is null ? null : MapValue.Empty), mutating: false);
        var expressions = new AdmissionExpressions(AdmissionPolicyRules.HasParams(spec), spec.List("variables") is { Count: > 0 });
        AdmissionPolicyRules.Variables(errors, spec, expressions);
        var (validations, annotations) = (spec.List("validations") ?? ListValue.Empty, spec.List("auditAnnotations") ?? ListValue.Empty);
        if (validations.Count == 0 && annotations.Count == 0)
        {
            errors.Required(AdmissionPolicyRules.Spec.Child("validations"), OneIsNeeded);
            errors.Required(AdmissionPolicyRules.Spec.Child("auditAnnotations"), OneIsNeeded);
            return;
        }

        for (var i = 0; i < validations.Count; i++)
        {
            Validation(errors, AdmissionPolicyRules.Spec.Child("validations").Index(i), validations[i] as MapValue ?? MapValue.Empty, expressions);
        }

        Annotations(errors, annotations, document.StringAt("metadata", "name") ?? "", expressions);
    }

    /// <summary>What the type checker wrote, and the conditions.</summary>
    public static void CheckStatus(FieldErrors errors, MapValue status)
    {
        var path = FieldPath.Of("status", "typeChecking", "expressionWarnings");
        var index = 0;
        foreach (var warning in status.Map("typeChecking")?.Maps("expressionWarnings") ?? [])
        {
            var at = path.Index(index++);
            errors.Present(at.Child("warning"), warning.StringOrEmpty("warning"));
            var reference = warning.StringOrEmpty("fieldRef").Trim();
            if (errors.Present(at.Child("fieldRef"), reference) && JsonPath.Parse(reference).Error is { } fault)
            {
                errors.Invalid(at.Child("fieldRef"), reference, $"invalid JSONPath: {fault}");
            }
        }

        ConditionRules.Check(errors, FieldPath.Of("status", "conditions"), status);
    }

    private static void Validation(FieldErrors errors, FieldPath path, MapValue validation, AdmissionExpressions expressions)
    {
        var (expression, message) = (validation.StringOrEmpty("expression"), validation.StringOrEmpty("message"));
        if (expression.Trim().Length == 0)
        {
            errors.Required(path.Child("expression"), "expression is not specified");
        }
        else
        {
            ExpressionRules.Report(errors, path.Child("expression"), expression, expressions.Compile(expression, ExpressionRules.Bool));
        }

        // Not trimmed, so that positions in what the compiler says are right.
        if (validation.StringOrEmpty("messageExpression") is { Length: > 0 } messageExpression)
        {
            if (messageExpression.Trim().Length == 0)
            {
                errors.Invalid(path.Child("messageExpression"), messageExpression, "must be non-empty if specified");
            }
            else
            {
                var compiled = expressions.Compile(messageExpression, ExpressionRules.Text, hasAuthorizer: false);
                ExpressionRules.Report(errors, path.Child("messageExpression"), messageExpression, compiled);
            }
        }

        if (message.Length > 0 && message.Trim().Length == 0)
        {
            errors.Invalid(path.Child("message"), message, "must be non-empty if specified");
        }
        else if (message.Trim().IndexOfAny(['\n', '\r']) >= 0)
        {
            errors.Invalid(path.Child("message"), message, "must not contain line breaks");
        }

        if (validation.String("reason") is { } reason)
        {
            errors.OneOf(path.Child("reason"), reason, "Forbidden", "Invalid", "RequestEntityTooLarge");
        }
    }

    private static void Annotations(FieldErrors errors, ListValue annotations, string policy, AdmissionExpressions expressions)
    {
        var path = AdmissionPolicyRules.Spec.Child("auditAnnotations");
        if (annotations.Count > MostAnnotations)
        {
            var type = BuiltInSchemas.Named("io.k8s.api.admissionregistration.v1.AuditAnnotation")!;
            var items = string.Join(',', annotations.Select(a => InternalText.Of(a, type)));
            errors.InvalidText(path, $"[{items}]", $"must not have more than {MostAnnotations} auditAnnotations");
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < annotations.Count; i++)
        {
            var annotation = annotations[i] as MapValue ?? MapValue.Empty;
            Annotation(errors, path.Index(i), annotation, policy, expressions);
            if (!keys.Add(annotation.StringOrEmpty("key")))
            {
                errors.Duplicate(path.Index(i).Child("key"), annotation.StringOrEmpty("key"));
            }
        }
    }

    // The annotation's name in the audit log is that of the policy and its own.
    private static void Annotation(FieldErrors errors, FieldPath path, MapValue annotation, string policy, AdmissionExpressions expressions)
    {
        var (key, text) = (annotation.StringOrEmpty("key"), annotation.StringOrEmpty("valueExpression"));
        if (policy.Length > 0)
        {
            errors.Faults(path.Child("key"), $"{policy}/{key}", NameRules.CheckQualifiedName($"{policy}/{key}"));
        }
        else
        {
            errors.Invalid(path.Child("key"), key, "requires metadata.name be non-empty");
        }

        var trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            errors.Required(path.Child("valueExpression"), "valueExpression is not specified");
        }
        else if (System.Text.Encoding.UTF8.GetByteCount(trimmed) > LongestValueExpression)
        {
            errors.Required(path.Child("valueExpression"), $"must not exceed {LongestValueExpression} bytes in length");
        }
        else
        {
            ExpressionRules.Report(errors, path.Child("valueExpression"), text, expressions.Compile(trimmed, ExpressionRules.TextOrNull));
        }
    }
}
