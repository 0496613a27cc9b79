using KubeEmulator.Expressions;

namespace KubeEmulator.Admission;

/// <summary>One expression of a hook, compiled once; a wrong one fails when it is evaluated. Upstream: apiserver <c>plugin/cel/condition.go</c>.</summary>
internal sealed class CompiledExpression(string text, AdmissionCompilation compilation)
{
    /// <summary>The expression as written.</summary>
    public string Text => text;

    /// <summary>What is wrong with it; empty where nothing is.</summary>
    public string CompileError => compilation.Program is null ? compilation.Error : "";

    /// <summary>Evaluates within a budget.</summary>
    /// <param name="input">What it sees.</param>
    /// <param name="budget">What it may cost.</param>
    /// <param name="variables">The variables that it computes on the way; they cost too. Null where there are none.</param>
    public ExpressionResult Evaluate(ExpressionInput input, ExpressionBudget budget, PolicyVariables? variables = null)
    {
        if (compilation.Program is not { } program)
        {
            return new ExpressionResult(null, $"compilation error: {compilation.Error}");
        }

        var result = program.Evaluate(input.Activation);
        if ((variables is not null && !budget.TrySpend(variables.TakeCost())) || !budget.TrySpend(result.Cost))
        {
            return new ExpressionResult(null, ExpressionBudget.Exhausted, true);
        }

        return result.Succeeded
            ? new ExpressionResult(result.Value, "")
            : new ExpressionResult(null, $"expression '{text}' resulted in error: {result.Error}");
    }
}
