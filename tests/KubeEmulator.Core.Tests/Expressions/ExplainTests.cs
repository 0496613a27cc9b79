using KubeEmulator.Expressions;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Expressions;

public sealed class ExplainTests
{
    [Fact]
    public void Explain_OfARule_TellsEveryPart()
    {
        var program = CelKubernetes.Environment.WithVariables(("self", CelType.Dyn)).Compile("self.spec.replicas <= self.max && has(self.name)").Program!;
        var self = CelConversion.FromJson(Value.Parse("""{"spec":{"replicas":3},"max":5}"""), CelType.Dyn);

        var explanation = program.Explain(new CelActivation().Set("self", self));

        Assert.Equal("false", explanation.Result.Value!.ToString());
        Assert.Contains(explanation.Steps, s => s is { Text: "self.spec.replicas", Column: 9 } && s.Value.ToString() == "3");
        Assert.Contains(explanation.Steps, s => s.Text == "self.max" && s.Value.ToString() == "5");
        Assert.Contains(explanation.Steps, s => s.Text == "(self.spec.replicas <= self.max)" && s.Value.ToString() == "true");
        Assert.Contains(explanation.Steps, s => s.Text == "has(self.name)" && s.Value.ToString() == "false");
    }

    [Fact]
    public void Evaluate_BeyondItsLimit_IsCancelled()
    {
        var program = CelKubernetes.Environment.Compile("lists.range(1000).all(x, x >= 0)").Program!;

        var result = program.Evaluate(CelActivation.Empty, limit: 500);

        Assert.True(result.ExceededCost);
        Assert.Equal("operation cancelled: actual cost limit exceeded", result.Error);
    }
}
