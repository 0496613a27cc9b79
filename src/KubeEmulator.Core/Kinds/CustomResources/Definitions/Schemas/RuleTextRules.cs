using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What <c>x-kubernetes-validations</c> must look like before anybody compiles them.</summary>
internal static class RuleTextRules
{
    private static readonly string[] Reasons = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];

    public static void Validate(MapValue schema, ListValue rules, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i] is MapValue rule)
            {
                Texts(rule, path.Index(i), errors);
                Path(schema, rule.StringOrEmpty("fieldPath"), path.Index(i).Child("fieldPath"), errors);
            }
        }
    }

    private static void Texts(MapValue rule, FieldPath path, FieldErrors errors)
    {
        var (text, message, expression) = (rule.StringOrEmpty("rule").Trim(), rule.StringOrEmpty("message"), rule.StringOrEmpty("messageExpression"));
        if (text.Length == 0)
        {
            errors.Required(path.Child("rule"), "rule is not specified");
        }
        else if (message.Length > 0 && message.Trim().Length == 0)
        {
            errors.Invalid(path.Child("message"), message, "must be non-empty if specified");
        }
        else if (HasLineBreak(message.Trim()))
        {
            errors.Invalid(path.Child("message"), message, "must not contain line breaks");
        }
        else if (HasLineBreak(text) && message.Trim().Length == 0)
        {
            errors.Required(path.Child("message"), "message must be specified if rule contains line breaks");
        }

        if (expression.Length > 0 && expression.Trim().Length == 0)
        {
            errors.Required(path.Child("messageExpression"), "messageExpression must be non-empty if specified");
        }

        if (rule.String("reason") is { } reason && !Reasons.Contains(reason))
        {
            errors.NotSupported(path.Child("reason"), reason, Reasons);
        }
    }

    private static void Path(MapValue schema, string text, FieldPath path, FieldErrors errors)
    {
        if (text.Length > 0 && text.Trim().Length == 0)
        {
            errors.Invalid(path, text, "must be non-empty if specified");
        }

        if (HasLineBreak(text))
        {
            errors.Invalid(path, text, "must not contain line breaks");
        }

        if (text.Length > 0 && !DefinitionSchemas.HasUnsupported(schema) && SchemaPath.Resolve(text, StructuralSchema.From(schema), allowKeys: true).Error is not null)
        {
            errors.Invalid(path, text, "must be a valid path");
        }
    }

    private static bool HasLineBreak(string text) => text.AsSpan().ContainsAny('\n', '\r');
}
