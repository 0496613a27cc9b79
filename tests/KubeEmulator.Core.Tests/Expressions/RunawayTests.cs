using KubeEmulator.Expressions;

namespace KubeEmulator.Core.Tests.Expressions;

public sealed class RunawayTests
{
    [Theory]
    [InlineData("lists.range(9223372036854775807).size()")]
    [InlineData("'%.999999999f'.format([1.0])")]
    public void Evaluate_OfWhatNoBudgetPays_IsCancelled(string expression) =>
        Assert.True(CelKubernetes.Environment.Compile(expression).Program!.Evaluate(CelActivation.Empty).ExceededCost);
}
