using System.Runtime.CompilerServices;
using KubeEmulator.Api;
using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>A MutatingAdmissionPolicy and what it makes of objects. Upstream: apiserver <c>plugin/policy/mutating/{compilation,dispatcher}.go</c>.</summary>
internal sealed class MutatingPolicy : AdmissionPolicy
{
    private static readonly ConditionalWeakTable<KubeObject, MutatingPolicy> Cache = [];
    private readonly IReadOnlyList<Mutation> _mutations;

    private MutatingPolicy(KubeObject policy)
        : base(policy)
    {
        IsReinvoked = policy.Spec.String("reinvocationPolicy") == "IfNeeded";
        _mutations = [.. policy.Spec.Maps("mutations").Select(Compile)];
    }

    /// <summary>Whether it wants to see what others change after it.</summary>
    public bool IsReinvoked { get; }

    /// <summary>The number of mutations.</summary>
    public int Count => _mutations.Count;

    public static MutatingPolicy Of(KubeObject policy) => Cache.GetValue(policy, static p => new MutatingPolicy(p));

    /// <summary>The object after one of the mutations, in the version that the policy sees.</summary>
    /// <exception cref="HookPatchException">The expression or what it makes is wrong.</exception>
    /// <exception cref="ApiException">The result is no object of the kind.</exception>
    public MapValue Mutate(int index, MapValue shown, ExpressionInput input, AdmissionAttributes attributes, HookTarget target)
    {
        var mutation = _mutations[index];
        if (mutation.Expression.CompileError.Length > 0)
        {
            throw new HookPatchException(mutation.Expression.CompileError);
        }

        var result = mutation.Expression.Evaluate(input, new ExpressionBudget(CelLimits.RuntimeBudget), Variables(input));
        if (result.Value is not { } value)
        {
            throw new HookPatchException(result.Error);
        }

        return mutation.IsPatch
            ? MutationResult.Patch(shown, value, attributes, target)
            : MutationResult.Apply(shown, value, attributes, target);
    }

    private Mutation Compile(MapValue mutation)
    {
        var isPatch = mutation.String("patchType") == "JSONPatch";
        var text = mutation.Map(isPatch ? "jsonPatch" : "applyConfiguration")?.StringOrEmpty("expression") ?? "";
        var result = isPatch ? AdmissionExpressions.PatchResult : AdmissionExpressions.ApplyResult;
        return new Mutation(isPatch, new CompiledExpression(text, Expressions.Compile(text, [result], hasPatchTypes: true)));
    }

    private sealed record Mutation(bool IsPatch, CompiledExpression Expression);
}
