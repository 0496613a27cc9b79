using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Carries out MutatingAdmissionPolicies. Upstream: apiserver <c>plugin/policy/mutating/dispatcher.go</c>.</summary>
internal sealed class MutatingAdmissionPolicyPlugin : AdmissionPlugin
{
    public override string Name => "MutatingAdmissionPolicy";

    // A deletion has no object to change.
    public override bool Handles(AdmissionAttributes attributes) => attributes.Operation != Operation.Delete && !ExemptResources.FromPolicies(attributes);

    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var errors = new List<(string Message, string Reason)>();
        var isDirty = false;
        ReinvokedHooks? hooks = null;
        PolicyMatch<MutatingPolicy>[] matches = [.. PolicyMatch<MutatingPolicy>.Find(attributes, "mutatingadmissionpolicies", "mutatingadmissionpolicybindings", MutatingPolicy.Of)];
        foreach (var match in matches)
        {
            if (match.Error.Length > 0)
            {
                Add(errors, match, match.Error, "");
                continue;
            }

            foreach (var parameters in match.Params)
            {
                hooks ??= Begin(attributes);
                isDirty |= Run(attributes, match, parameters, hooks, errors);
            }
        }

        if (isDirty)
        {
            hooks!.Changed();
            attributes.Reinvocation.Want();
        }

        if (hooks is not null)
        {
            hooks.LastOutput = attributes.Object;
        }

        return errors.Count == 0 ? ValueTask.CompletedTask : throw PolicyRefusal.OfMutations(attributes, errors);
    }

    private ReinvokedHooks Begin(AdmissionAttributes attributes)
    {
        var hooks = attributes.Reinvocation.Of(Name);
        if (attributes.Reinvocation.IsSecondRound && hooks.LastOutput != attributes.Object)
        {
            hooks.Changed();
        }

        return hooks;
    }

    // Whether a mutation was made, also one that changes nothing: then everybody may look again.
    private static bool Run(AdmissionAttributes attributes, PolicyMatch<MutatingPolicy> match, KubeObject? parameters, ReinvokedHooks hooks, List<(string Message, string Reason)> errors)
    {
        var (policy, target) = (match.Policy, match.Target!);
        var space = AdmissionPolicy.NamespaceOf(attributes);
        var old = HookObjects.Show(attributes.OldObject, attributes, target);
        if (!policy.Matches(Input(), out var fault))
        {
            if (fault.Length > 0)
            {
                Add(errors, match, fault, StatusReason.Invalid);
            }

            return false;
        }

        var key = $"{policy.Name}/{match.Binding!.Name}/{parameters?.Namespace}/{parameters?.Name}";
        if (attributes.Reinvocation.IsSecondRound && !hooks.IsDue(key))
        {
            return false;
        }

        var isDirty = false;
        for (var i = 0; i < policy.Count && attributes.Object is not null; i++)
        {
            try
            {
                var mutated = policy.Mutate(i, HookObjects.Show(attributes.Object, attributes, target)!, Input().WithNamespace(space), attributes, target);
                mutated = HookObjects.TakeBack(mutated, attributes, target);
                isDirty = true;
                if (mutated != attributes.Object)
                {
                    attributes.Object = mutated;
                    hooks.Changed();
                }
            }
            catch (HookPatchException why)
            {
                Add(errors, match, why.Message, StatusReason.Invalid);
            }
        }

        if (policy.IsReinvoked)
        {
            hooks.Called(key);
        }

        return isDirty;

        ExpressionInput Input() => new ExpressionInput(attributes, target, HookObjects.Show(attributes.Object, attributes, target), old).WithParams(parameters);
    }

    private static void Add(List<(string Message, string Reason)> errors, PolicyMatch<MutatingPolicy> match, string why, string reason)
    {
        if (match.Policy.IgnoresErrors)
        {
            return;
        }

        var message = match.Binding is null
            ? $"policy {GoText.Quote(match.Policy.Name)} denied request: {why}"
            : $"policy '{match.Policy.Name}' with binding '{match.Binding.Name}' denied request: {why}";
        errors.Add((message, reason));
    }
}
