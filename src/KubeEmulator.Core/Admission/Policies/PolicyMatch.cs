using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Admission;

/// <summary>One policy that is about a request through one of its bindings; or why that cannot be told.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Binding">The binding; null where the fault is the policy's.</param>
/// <param name="Target">What the policy sees the request as; null with a fault.</param>
/// <param name="Params">The parameters, each of which it is evaluated with.</param>
/// <param name="Error">The fault of the configuration; empty where there is none.</param>
internal sealed record PolicyMatch<TPolicy>(TPolicy Policy, PolicyBinding? Binding, HookTarget? Target, IReadOnlyList<KubeObject?> Params, string Error)
    where TPolicy : AdmissionPolicy
{
    private const string Group = "admissionregistration.k8s.io";

    /// <summary>All of them, policies and bindings by name. Policies without bindings do nothing.</summary>
    public static IEnumerable<PolicyMatch<TPolicy>> Find(AdmissionAttributes attributes, string policies, string bindings, Func<KubeObject, TPolicy> compile)
    {
        var bound = attributes.Snapshot.List(new GroupResource(Group, bindings));
        if (bound.Count == 0)
        {
            return [];
        }

        return bound.Select(PolicyBinding.Of).GroupBy(b => b.PolicyName, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Policy: attributes.Snapshot.Get(new ObjectKey(Group, policies, "", g.Key)), Bindings: g))
            .Where(p => p.Policy is not null)
            .SelectMany(p => Of(compile(p.Policy!), p.Bindings, attributes));
    }

    private static IEnumerable<PolicyMatch<TPolicy>> Of(TPolicy policy, IEnumerable<PolicyBinding> bindings, AdmissionAttributes attributes)
    {
        var target = Try(() => policy.Scope.Match(attributes), out var error);
        if (target is null && error.Length == 0)
        {
            yield break;
        }

        if (error.Length > 0 || PolicyParams.KindFault(policy.ParamKind, attributes) is { } fault && (error = fault).Length > 0)
        {
            yield return new PolicyMatch<TPolicy>(policy, null, null, [], $"failed to configure policy: {error}");
            yield break;
        }

        foreach (var binding in bindings)
        {
            var matches = binding.Scope is null || Try(() => binding.Scope.Match(attributes), out error) is not null;
            var parameters = matches ? PolicyParams.Collect(policy.ParamKind, binding.ParamRef, attributes, out error) : [];
            if (error.Length > 0)
            {
                yield return new PolicyMatch<TPolicy>(policy, binding, null, [], $"failed to configure binding: {error}");
            }
            else if (matches)
            {
                yield return new PolicyMatch<TPolicy>(policy, binding, target, parameters, "");
            }
        }
    }

    private static HookTarget? Try(Func<HookTarget?> match, out string error)
    {
        try
        {
            error = "";
            return match();
        }
        catch (ApiException fault)
        {
            error = fault.Message;
            return null;
        }
    }
}
