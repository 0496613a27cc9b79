using KubeEmulator.Expressions;

namespace KubeEmulator.Core.Tests.Expressions;

/// <summary>Texts that a recorded 1.36.2 control plane sent to clients.</summary>
public sealed class RecordedTextTests
{
    [Theory]
    [InlineData("(", "ERROR: <input>:1:2: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}\n | (\n | .^")]
    [InlineData("object.(", "ERROR: <input>:1:8: Syntax error: no viable alternative at input '.('\n | object.(\n | .......^")]
    [InlineData("thing.x == 1", "ERROR: <input>:1:1: undeclared reference to 'thing' (in container '')\n | thing.x == 1\n | ^")]
    [InlineData("1 == 'a'", "ERROR: <input>:1:3: found no matching overload for '_==_' applied to '(int, string)'\n | 1 == 'a'\n | ..^")]
    [InlineData("Object{", "ERROR: <input>:1:8: Syntax error: mismatched input '<EOF>' expecting {'}', ',', '?', IDENTIFIER, ESC_IDENTIFIER}\n | Object{\n | .......^")]
    [InlineData("self.nosuch == 1", "ERROR: <input>:1:5: undefined field 'nosuch'\n | self.nosuch == 1\n | ....^")]
    [InlineData("self.a ==", "ERROR: <input>:1:10: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}\n | self.a ==\n | .........^")]
    public void Compile_OfAMistake_SaysWhatTheServerSaid(string expression, string issues)
    {
        var environment = CelKubernetes.MutationEnvironment.WithVariables(
            ("object", CelType.Dyn), ("self", new CelObjectType("self", new CelField("a", "a", CelType.String))));

        Assert.Equal(issues, environment.Compile(expression).IssueText);
    }

    [Fact]
    public void Expression_OfTheFacade_TellsItsSteps()
    {
        var expression = CelExpression.Compile("object.spec.replicas > 2", "object");
        var evaluation = expression.Evaluate(new Dictionary<string, KubeEmulator.Values.Value>
        {
            ["object"] = KubeEmulator.Values.Value.Parse("""{"spec":{"replicas":3}}"""),
        });

        Assert.Null(expression.Error);
        Assert.Equal("true", evaluation.Result!.ToString());
        Assert.Equal(4, evaluation.Cost);
        Assert.Contains(evaluation.Steps, s => s is { Text: "object.spec.replicas", Value: "3" });
        Assert.Equal("no such key: spec", CelExpression.Compile("object.spec", "object").Evaluate(new Dictionary<string, KubeEmulator.Values.Value> { ["object"] = KubeEmulator.Values.MapValue.Empty }).Error);
        Assert.StartsWith("ERROR: <input>:1:1: undeclared reference", CelExpression.Compile("x").Error, StringComparison.Ordinal);
    }
}
