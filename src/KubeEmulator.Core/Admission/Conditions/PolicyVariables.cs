using KubeEmulator.Expressions;

namespace KubeEmulator.Admission;

/// <summary>
/// The values of a policy's variables for one request, each computed when first read. Upstream: apiserver
/// <c>plugin/cel/composition.go</c>.
/// </summary>
internal sealed class PolicyVariables
{
    private readonly IReadOnlyDictionary<string, AdmissionCompilation> _programs;
    private readonly ExpressionInput _input;
    private ulong _cost;

    private PolicyVariables(IReadOnlyDictionary<string, AdmissionCompilation> programs, ExpressionInput input) => (_programs, _input) = (programs, input);

    /// <summary>Gives an input its variables.</summary>
    public static PolicyVariables Attach(CelObjectType type, IReadOnlyDictionary<string, AdmissionCompilation> programs, ExpressionInput input)
    {
        var variables = new PolicyVariables(programs, input);
        input.WithVariables(new CelLazyObject(type, variables.Compute));
        return variables;
    }

    /// <summary>What computing variables cost since this was last asked.</summary>
    public ulong TakeCost()
    {
        var cost = _cost;
        _cost = 0;
        return cost;
    }

    private CelValue Compute(string name)
    {
        var compiled = _programs[name];
        if (compiled.Program is not { } program)
        {
            return new CelError($"composited variable \"{name}\" fails to compile: {compiled.Error}");
        }

        var result = program.Evaluate(_input.Activation);
        _cost += result.Cost;
        return result.Value ?? new CelError($"composited variable \"{name}\" fails to evaluate: {result.Error}");
    }
}
