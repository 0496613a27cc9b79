using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary>How an evaluation went.</summary>
/// <param name="Result">The value as JSON; <c>null</c> on an error, or where the value has no JSON form.</param>
/// <param name="Error">The error in the server's words; <c>null</c> where there is a value.</param>
/// <param name="Cost">What it cost, in the units of the server's limits (1,000,000 for one evaluation).</param>
/// <param name="Steps">The parts that were evaluated, in the order they were; a part of a loop once per round.</param>
public sealed record CelEvaluation(Value? Result, string? Error, long Cost, IReadOnlyList<CelEvaluationStep> Steps)
{
    internal static CelEvaluation Of(CelExplanation explanation) => new(
        explanation.Result.Value?.ToJson(),
        explanation.Result.Error,
        (long)explanation.Result.Cost,
        [.. explanation.Steps.Select(s => new CelEvaluationStep(s.Text, s.Line, s.Column, s.Value.ToString(), s.Value is CelError, (long)s.Cost))]);
}
