using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Evaluates ValidatingAdmissionPolicies. Upstream: apiserver <c>plugin/policy/validating/dispatcher.go</c>.</summary>
internal sealed class ValidatingAdmissionPolicyPlugin : AdmissionPlugin
{
    private const int LongestAnnotation = 10 * 1024;

    public override string Name => "ValidatingAdmissionPolicy";

    public override bool Handles(AdmissionAttributes attributes) => !ExemptResources.FromPolicies(attributes);

    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        ApiException? refusal = null;
        Dictionary<string, List<string>>? annotations = null;
        foreach (var match in PolicyMatch<ValidatingPolicy>.Find(attributes, "validatingadmissionpolicies", "validatingadmissionpolicybindings", ValidatingPolicy.Of))
        {
            if (match.Error.Length > 0)
            {
                refusal ??= match.Policy.IgnoresErrors ? null : Refuse(attributes, match, match.Error, "");
                continue;
            }

            Judge(attributes, match, annotations ??= new(StringComparer.Ordinal), ref refusal);
        }

        foreach (var (key, values) in annotations ?? [])
        {
            attributes.Request.Annotate(key, string.Join(", ", values));
        }

        return refusal is null ? ValueTask.CompletedTask : throw refusal;
    }

    private static void Judge(AdmissionAttributes attributes, PolicyMatch<ValidatingPolicy> match, Dictionary<string, List<string>> annotations, ref ApiException? refusal)
    {
        if (match.Params.Count == 0)
        {
            return;
        }

        var (policy, target) = (match.Policy, match.Target!);
        var space = AdmissionPolicy.NamespaceOf(attributes);
        var (shown, old) = (HookObjects.Show(attributes.Object, attributes, target), HookObjects.Show(attributes.OldObject, attributes, target));
        foreach (var parameters in match.Params)
        {
            var verdicts = policy.Judge(new ExpressionInput(attributes, target, shown, old).WithParams(parameters), space);
            foreach (var denial in verdicts.Denials)
            {
                var denied = Act(attributes, match, denial);
                refusal ??= denied;
            }

            foreach (var (key, value) in verdicts.Annotations)
            {
                Note(annotations, $"{policy.Name}/{key}", value.Length > LongestAnnotation ? value[..LongestAnnotation] : value);
            }

            foreach (var error in verdicts.AnnotationErrors)
            {
                refusal ??= Refuse(attributes, match, error, "");
            }
        }
    }

    // What the binding has done about a validation that does not hold; the refusal where it denies.
    private static ApiException? Act(AdmissionAttributes attributes, PolicyMatch<ValidatingPolicy> match, PolicyDenial denial)
    {
        ApiException? refusal = null;
        var binding = match.Binding!;
        foreach (var action in binding.Actions)
        {
            switch (action)
            {
                case "Deny":
                    refusal ??= Refuse(attributes, match, denial.Message, denial.Reason);
                    break;
                case "Warn":
                    attributes.Request.Warn($"Validation failed for ValidatingAdmissionPolicy '{match.Policy.Name}' with binding '{binding.Name}': {denial.Message}");
                    break;
                case "Audit":
                    attributes.Request.Annotate("validation.policy.admission.k8s.io/validation_failure", Failure(match.Policy, binding, denial).ToString());
                    break;
                default:
                    break;
            }
        }

        return refusal;
    }

    private static ListValue Failure(ValidatingPolicy policy, PolicyBinding binding, PolicyDenial denial) => ListValue.Of(MapValue.Of(
        ("message", denial.Message),
        ("policy", policy.Name),
        ("binding", binding.Name),
        ("expressionIndex", denial.Index),
        ("validationActions", ListValue.From(binding.Actions.Select(a => (Value)a)))));

    private static void Note(Dictionary<string, List<string>> annotations, string key, string value)
    {
        if (!annotations.TryGetValue(key, out var values))
        {
            annotations[key] = values = [];
        }

        if (!values.Contains(value))
        {
            values.Add(value);
        }
    }

    private static ApiException Refuse(AdmissionAttributes attributes, PolicyMatch<ValidatingPolicy> match, string why, string reason)
    {
        var through = match.Binding is null ? "" : $" with binding '{match.Binding.Name}'";
        return PolicyRefusal.Of(attributes, $"ValidatingAdmissionPolicy '{match.Policy.Name}'{through} denied request: {why}", reason);
    }
}
